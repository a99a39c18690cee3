// LangChain's `@langchain/openai` under guard: OPENROUTER_API_KEY=… node langchain-openai.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, guardLangChain, rejectionOf } from '@distillable/core';
import { ChatOpenAI } from '@langchain/openai';

const { OPENROUTER_API_KEY: apiKey, OPENROUTER_BASE_URL: baseUrl } = process.env;
const catalog = createCatalog({ baseUrl });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const settings = guardLangChain(guard, { apiKey });
const prompt = 'Write a question about rivers.';

const answer = await new ChatOpenAI({ ...settings, model: 'mistralai/mistral-large-2512' }).invoke(prompt);
console.log(answer.response_metadata['model_name'], answer.text);

const stream = await new ChatOpenAI({ ...settings, model: 'qwen/qwen3.5-9b' }).stream(prompt);
for await (const chunk of stream) process.stdout.write(chunk.text);
console.log();

try {
  await new ChatOpenAI({ ...settings, model: 'openai/gpt-4o-mini' }).invoke(prompt);
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message);
}
await catalog.close();
