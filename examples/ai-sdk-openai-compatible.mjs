// The Vercel AI SDK with `@ai-sdk/openai-compatible` under guard: OPENROUTER_API_KEY=… node ai-sdk-openai-compatible.mjs
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardAiSdk, rejectionOf } from '@distillable/core';
import { generateText } from 'ai';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const provider = createOpenAICompatible(guardAiSdk(guard, { apiKey }));
const prompt = 'Write a question about rivers.';

const { text, response } = await generateText({ model: provider('mistralai/mistral-large-2512'), prompt });
console.log(response.modelId, text);

try {
  await generateText({ model: provider('openai/gpt-4o-mini'), prompt });
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message);
}
await catalog.close();
