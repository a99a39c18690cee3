// Plain `fetch` under guard: OPENROUTER_API_KEY=… node fetch.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard } from '@distillable/core';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl = 'https://openrouter.ai/api/v1' } =
  process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});

/** @param {object} body */
const ask = (body) =>
  guard.fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
  });
const messages = [{ role: 'user', content: 'Write a question about rivers.' }];

const response = await ask({ model: 'mistralai/mistral-large-2512', messages });
console.log(response.status, await response.json());

const stream = await ask({ model: 'qwen/qwen3.5-9b', messages, stream: true });
const decoder = new TextDecoder();
for await (const bytes of stream.body ?? []) process.stdout.write(decoder.decode(bytes, { stream: true }));

try {
  await ask({ model: 'openai/gpt-4o-mini', messages });
} catch (error) {
  console.log('rejected:', error instanceof Error ? error.message : error);
}
await catalog.close();
