// The Vercel AI SDK with `@openrouter/ai-sdk-provider` under guard: OPENROUTER_API_KEY=… node ai-sdk-openrouter.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardAiSdk, rejectionOf } from '@distillable/core';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { generateText, streamText } from 'ai';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const openrouter = createOpenRouter(guardAiSdk(guard, { apiKey }));
const prompt = 'Write a question about rivers.';

const { text, response } = await generateText({ model: openrouter('mistralai/mistral-large-2512'), prompt });
console.log(response.modelId, text);

/** @type {unknown} */
let failure = null;
const { textStream } = streamText({
  model: openrouter('qwen/qwen3.5-9b'),
  prompt,
  onError: ({ error }) => {
    failure = error; // without this, a stream that may not be used just ends
  },
});
for await (const delta of textStream) process.stdout.write(delta);
console.log(failure === null ? '' : `\ndon't use this: ${failure}`);

try {
  await generateText({ model: openrouter('openai/gpt-4o-mini'), prompt });
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message);
}
await catalog.close();
