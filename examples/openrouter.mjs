// The official `@openrouter/sdk` package under guard: OPENROUTER_API_KEY=… node openrouter.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardOpenRouter, rejectionOf } from '@distillable/core';
import { HTTPClient, OpenRouter } from '@openrouter/sdk';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const openrouter = new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey }));
const messages = [{ role: /** @type {const} */ ('user'), content: 'Write a question about rivers.' }];

const answer = await openrouter.chat.send({
  chatRequest: { model: 'mistralai/mistral-large-2512', messages },
});
if ('choices' in answer) console.log(answer.model, answer.choices[0]?.message.content);

const stream = await openrouter.chat.send({
  chatRequest: { model: 'qwen/qwen3.5-9b', messages, stream: true },
});
if (!('choices' in stream)) {
  for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}
console.log();

try {
  await openrouter.chat.send({ chatRequest: { model: 'openai/gpt-4o-mini', messages } });
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message); // the SDK's UnexpectedClientError, caused by our PolicyViolationError
}
await catalog.close();
