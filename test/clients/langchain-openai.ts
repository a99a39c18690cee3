import { guardLangChain } from '@distillable/core';
import { ChatOpenAI } from '@langchain/openai';
import type { CreateClient } from './client.js';
import { createLangChainClient } from './langchain.js';

/** `ChatOpenAI` of the `@langchain/openai` package. */
export const createLangChainOpenAI: CreateClient = (guard, apiKey) => {
  const settings = guardLangChain(guard, { apiKey });
  return createLangChainClient(
    ({ model, models }) =>
      new ChatOpenAI({ ...settings, model, ...(models === undefined ? {} : { modelKwargs: { models } }) }),
  );
};
