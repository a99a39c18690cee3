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
  const { baseUrl } = guard.sendOptions;
  const before = getGlobalDispatcher();
  const agent = new Agent();
  setGlobalDispatcher(agent.compose(distillableInterceptor(guard, { onViolation: 'response' })));
  const settings = { apiKey, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) };
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
