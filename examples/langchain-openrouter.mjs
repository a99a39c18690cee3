// LangChain's `@langchain/openrouter` has no place for a fetch of ours. It calls the global one, which goes through
// undici's global dispatcher, and there the guard stands: OPENROUTER_API_KEY=… node langchain-openrouter.mjs
import { createCatalog } from '@distillable/catalog';
import { createGuard, rejectionOf } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { ChatOpenRouter } from '@langchain/openrouter';
import { Agent, setGlobalDispatcher } from 'undici';

const { OPENROUTER_API_KEY: apiKey = '', OPENROUTER_BASE_URL: baseUrl } = process.env;
const dispatcher = new Agent();
const catalog = createCatalog({ baseUrl, dispatcher });
const guard = createGuard({
  catalog,
  send: { baseUrl },
  receipts: { onReceipt: ({ id, outcome }) => console.log(id, outcome) },
});
const responding = guard.with({ send: { rejected: 'respond' } });
setGlobalDispatcher(dispatcher.compose(distillableInterceptor(responding)));

const settings = { apiKey, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) };
const prompt = 'Write a question about rivers.';

const answer = await new ChatOpenRouter({ ...settings, model: 'mistralai/mistral-large-2512' }).invoke(
  prompt,
);
console.log(answer.response_metadata['model_name'], answer.text);

try {
  await new ChatOpenRouter({ ...settings, model: 'openai/gpt-4o-mini' }).invoke(prompt);
} catch (error) {
  console.log('rejected:', rejectionOf(error)?.violations[0]?.message);
}
await catalog.close();
