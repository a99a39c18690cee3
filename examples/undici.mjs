// undici with the guard as an interceptor: OPENROUTER_API_KEY=… node undici.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { Agent, request } from 'undici';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl = 'https://openrouter.ai/api/v1' } =
  process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const dispatcher = new Agent().compose(distillableInterceptor(guard));

/** @param {string} model */
const ask = (model) =>
  request(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Write a question about rivers.' }] }),
    dispatcher,
  });

const { statusCode, body } = await ask('mistralai/mistral-large-2512');
console.log(statusCode, await body.json());

try {
  await ask('openai/gpt-4o-mini');
} catch (error) {
  console.log('rejected:', error instanceof Error ? error.message : error);
}
await catalog.close();
