import { distillableInterceptor } from '@distillable/core/undici';
import { ChatOpenRouter } from '@langchain/openrouter';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import type { CreateClient } from './client.js';
import { createLangChainClient } from './langchain.js';

/**
 * `ChatOpenRouter` of the `@langchain/openrouter` package. It takes no `fetch` but calls the built-in one, which goes
 * through undici's global dispatcher: the guard stands there until the client is closed.
 */
export const createLangChainOpenRouter: CreateClient = (guard, apiKey) => {
  const before = getGlobalDispatcher();
  const agent = new Agent();
  const responding = guard.with({ send: { rejected: 'respond' } });
  setGlobalDispatcher(agent.compose(distillableInterceptor(responding)));
  const settings = { apiKey, baseURL: guard.options.send.baseUrl };
  return {
    ...createLangChainClient(
      ({ model, models }) =>
        new ChatOpenRouter({ ...settings, model, ...(models === undefined ? {} : { models: [...models] }) }),
    ),
    async close() {
      setGlobalDispatcher(before);
      await agent.close();
    },
  };
};
