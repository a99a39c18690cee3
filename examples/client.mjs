// Our own client, the fastest way: OPENROUTER_API_KEY=… node client.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, refusalOf } from '@distillable/core';
import { createClient } from '@distillable/core/client';

const { OPENROUTER_API_KEY: apiKey = '', OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({ catalog, baseUrl, policy: { mode: 'prune' } });
const client = createClient({ apiKey, guard });
const messages = [{ role: 'user', content: 'Write a question about rivers.' }];

// Not distillable: under `prune` the first fallback that is takes its place.
const { text, receipt } = await client.chat({
  model: 'openai/gpt-4o-mini',
  models: ['mistralai/mistral-large-2512'],
  messages,
});
console.log(receipt.id, receipt.outcome, receipt.served[0]?.model, text);

const stream = client.chat({ model: 'qwen/qwen3.5-9b', messages, stream: true });
for await (const event of stream) process.stdout.write(event.text);
console.log('\n', (await stream.receipt).outcome);

try {
  await client.chat({ model: 'anthropic/claude-sonnet-4.6', messages });
} catch (error) {
  console.log('refused:', refusalOf(error)?.violations[0]?.message);
}
await catalog.close();
