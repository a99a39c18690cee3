import { createAiSdkOpenAICompatible } from './ai-sdk-openai-compatible.js';
import { createAiSdkOpenRouter } from './ai-sdk-openrouter.js';
import { createAnthropic } from './anthropic.js';
import type { CreateClient } from './client.js';
import { createFetchClient } from './guarded-fetch.js';
import { createLangChainOpenAI } from './langchain-openai.js';
import { createOpenAIChat } from './openai-chat.js';
import { createOpenAICompletions } from './openai-completions.js';
import { createOpenAIResponses } from './openai-responses.js';
import { createOpenRouterSdk } from './openrouter-sdk.js';

/** The clients that send with `fetch`, by the name of their row. */
export const fetchClients: readonly (readonly [name: string, create: CreateClient])[] = [
  ['guard.fetch', createFetchClient],
  ['openai, chat', createOpenAIChat],
  ['openai, responses', createOpenAIResponses],
  ['openai, completions', createOpenAICompletions],
  ['@anthropic-ai/sdk', createAnthropic],
  ['@openrouter/sdk', createOpenRouterSdk],
  ['ai, @openrouter/ai-sdk-provider', createAiSdkOpenRouter],
  ['ai, @ai-sdk/openai-compatible', createAiSdkOpenAICompatible],
  ['@langchain/openai', createLangChainOpenAI],
];
