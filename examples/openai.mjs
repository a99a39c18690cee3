// The `openai` package under guard: OPENROUTER_API_KEY=… node openai.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardOpenAI, rejectionOf } from '@distillable/core';
import OpenAI from 'openai';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
/** @type {OpenAI.ChatCompletionMessageParam[]} */
const messages = [{ role: 'user', content: 'Write a question about rivers.' }];

const answer = await openai.chat.completions.create({ model: 'mistralai/mistral-large-2512', messages });
console.log(answer.model, answer.choices[0]?.message.content);

const stream = await openai.chat.completions.create({ model: 'qwen/qwen3.5-9b', messages, stream: true });
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
console.log();

try {
  await openai.chat.completions.create({ model: 'openai/gpt-4o-mini', messages });
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message); // an ordinary PermissionDeniedError
}
await catalog.close();
