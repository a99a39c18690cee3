import { guardAiSdk } from '@distillable/core';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { createAiSdkClient } from './ai-sdk.js';
import type { CreateClient } from './client.js';

/** The AI SDK with `@openrouter/ai-sdk-provider`. */
export const createAiSdkOpenRouter: CreateClient = (guard, apiKey) => {
  const openRouter = createOpenRouter(guardAiSdk(guard, { apiKey }));
  return createAiSdkClient(({ model, models }) =>
    openRouter.chat(model, models === undefined ? {} : { models: [...models] }),
  );
};
