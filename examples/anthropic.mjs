// The `@anthropic-ai/sdk` package under guard: OPENROUTER_API_KEY=… node anthropic.mjs
import Anthropic from '@anthropic-ai/sdk';
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardAnthropic, rejectionOf } from '@distillable/core';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const anthropic = new Anthropic(guardAnthropic(guard, { apiKey }));
/** @type {Anthropic.MessageParam[]} */
const messages = [{ role: 'user', content: 'Write a question about rivers.' }];

const answer = await anthropic.messages.create({ model: 'moonshotai/kimi-k3', max_tokens: 500, messages });
console.log(answer.model, answer.content[0]?.type === 'text' ? answer.content[0].text : '');

const stream = anthropic.messages.stream({ model: 'qwen/qwen3.5-9b', max_tokens: 500, messages });
stream.on('text', (text) => process.stdout.write(text));
await stream.finalMessage();
console.log();

try {
  await anthropic.messages.create({ model: 'anthropic/claude-sonnet-4.6', max_tokens: 500, messages });
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message); // an ordinary PermissionDeniedError
}
await catalog.close();
