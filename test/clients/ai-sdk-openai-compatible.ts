import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { guardAiSdk } from '@distillable/core';
import { createAiSdkClient } from './ai-sdk.js';
import type { CreateClient } from './client.js';

/** The AI SDK with `@ai-sdk/openai-compatible`, which knows no fallbacks: a body of one's own carries them. */
export const createAiSdkOpenAICompatible: CreateClient = (guard, apiKey) =>
  createAiSdkClient(({ model, models }) => {
    const provider = createOpenAICompatible({
      ...guardAiSdk(guard, { apiKey }),
      ...(models === undefined ? {} : { transformRequestBody: (body) => ({ ...body, models }) }),
    });
    return provider(model);
  });
