import type { Guard } from '../guard/create-guard.js';
import { type GuardedOpenAI, guardOpenAI, type OpenAIKey } from './guard-openai.js';
import type { IntegrationOptions } from './integration-options.js';

/** What `new ChatOpenAI(…)` takes. */
export interface GuardedLangChain {
  configuration: Pick<GuardedOpenAI, 'baseURL' | 'fetch'>;
  /** Empty where none was given, so that `OPENAI_API_KEY` is not sent to OpenRouter. */
  apiKey: OpenAIKey;
}

/**
 * Puts a guard into `ChatOpenAI` of the `@langchain/openai` package. A refusal is a 403 with our message: on an error of
 * `fetch` LangChain would try six times more.
 *
 * @example
 * const model = new ChatOpenAI({ ...guardLangChain(guard, { apiKey }), model: 'qwen/qwen3.5-9b' });
 * @throws TypeError where the base URL is none
 */
export function guardLangChain(guard: Guard, options: IntegrationOptions<OpenAIKey> = {}): GuardedLangChain {
  const { apiKey, ...configuration } = guardOpenAI(guard, options);
  return { configuration, apiKey };
}
