import { readBaseUrl } from '@distillable/catalog';
import type { Guard } from './guard.js';
import type { Fetch, SendOptions } from './send/send-options.js';

/** What every SDK is told, under whatever names. */
export interface GuardedSettings<Key> {
  /** Root of the API, without `/` at the end. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  readonly apiKey: Key | undefined;
}

/**
 * Reads where an SDK sends, and makes the `fetch` that it sends with.
 *
 * @throws TypeError where the base URL is none
 */
export function guardedSettings<Key>(
  guard: Guard,
  { apiKey, ...own }: IntegrationOptions<Key>,
  onViolation: NonNullable<SendOptions['onViolation']>,
): GuardedSettings<Key> {
  const { href } = readBaseUrl(own.baseUrl ?? guard.sendOptions.baseUrl);
  return { baseUrl: href.replace(/\/$/, ''), fetch: guard.createFetch({ ...own, onViolation }), apiKey };
}

/** What `createOpenRouter(…)` and `createOpenAICompatible(…)` take. */
interface GuardedAiSdk {
  /** Only `createOpenAICompatible` reads it: what `providerOptions` are given under. */
  name: 'openrouter';
  baseURL: string;
  fetch: Fetch;
  /** Absent where none was given: `createOpenRouter` then reads `OPENROUTER_API_KEY`. */
  apiKey?: string;
}

/**
 * Puts a guard into Vercel's AI SDK: into `@openrouter/ai-sdk-provider` and `@ai-sdk/openai-compatible`. A refusal is
 * our `PolicyViolationError` itself: this SDK tries again only what it knows as a network error.
 *
 * Where a stream fails, `onError` of `streamText` is told, and `fullStream` has an `error` part; but `textStream` and
 * `text` may end as if nothing had happened. Look at one of the first two, or at `finishReason`, before you keep a text.
 *
 * @example
 * const openrouter = createOpenRouter(guardAiSdk(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardAiSdk(guard: Guard, options: IntegrationOptions = {}): GuardedAiSdk {
  const { baseUrl, fetch, apiKey } = guardedSettings(guard, options, 'reject');
  return { name: 'openrouter', baseURL: baseUrl, fetch, ...(apiKey === undefined ? {} : { apiKey }) };
}

/** What `new Anthropic(…)` takes. */
interface GuardedAnthropic {
  /** Without `/v1`, which the SDK adds by itself. */
  baseURL: string;
  fetch: Fetch;
  /** Null, so that the SDK does not send `ANTHROPIC_API_KEY` to OpenRouter. */
  apiKey: null;
  /** The key, as OpenRouter takes it: `Authorization: Bearer …`. Empty where none was given. */
  authToken: string;
}

/**
 * Puts a guard into the `@anthropic-ai/sdk` package. A refusal is its `PermissionDeniedError` with our message: on an
 * error of `fetch` it would try twice more.
 *
 * @example
 * const anthropic = new Anthropic(guardAnthropic(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardAnthropic(guard: Guard, options: IntegrationOptions = {}): GuardedAnthropic {
  const { baseUrl, fetch, apiKey = '' } = guardedSettings(guard, options, 'response');
  return { baseURL: baseUrl.replace(/\/v1$/i, ''), fetch, apiKey: null, authToken: apiKey };
}

/** What `new ChatOpenAI(…)` takes. */
interface GuardedLangChain {
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

/** A key of the `openai` package: text, or what gives it for each request. */
type OpenAIKey = string | (() => Promise<string>);

/** What `new OpenAI(…)` takes. */
interface GuardedOpenAI {
  baseURL: string;
  fetch: Fetch;
  /** Empty where none was given, so that the SDK does not send `OPENAI_API_KEY` to OpenRouter: it asks for a key. */
  apiKey: OpenAIKey;
}

/**
 * Puts a guard into the `openai` package. A refusal is its `PermissionDeniedError` with our message: on an error of
 * `fetch` it would try twice more.
 *
 * @example
 * const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardOpenAI(guard: Guard, options: IntegrationOptions<OpenAIKey> = {}): GuardedOpenAI {
  const { baseUrl, fetch, apiKey = '' } = guardedSettings(guard, options, 'response');
  return { baseURL: baseUrl, fetch, apiKey };
}

/** A key of the `@openrouter/sdk` package: text, or what gives it for each request. */
type OpenRouterKey = string | (() => Promise<string>);

/** Options of {@link guardOpenRouter}. */
interface OpenRouterOptions<Client> extends IntegrationOptions<OpenRouterKey> {
  /** The class of this name from `@openrouter/sdk`, which is how that SDK is given a `fetch`. */
  readonly HTTPClient: new (options: {
    fetcher: Fetch;
  }) => Client;
}

/** What `new OpenRouter(…)` takes. */
interface GuardedOpenRouter<Client> {
  httpClient: Client;
  serverURL: string;
  /** Absent where none was given: the SDK then reads `OPENROUTER_API_KEY`. */
  apiKey?: OpenRouterKey;
}

/**
 * Puts a guard into the `@openrouter/sdk` package. A refusal is its `UnexpectedClientError` with our message, caused by
 * our `PolicyViolationError`; it does not try again. Its errors for answers such as a 403 would hold the request with
 * the key, and print it where they are logged.
 *
 * @example
 * const openRouter = new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey }));
 * @throws TypeError where the base URL is none
 */
export function guardOpenRouter<Client>(
  guard: Guard,
  { HTTPClient, ...options }: OpenRouterOptions<Client>,
): GuardedOpenRouter<Client> {
  const { baseUrl, fetch, apiKey } = guardedSettings(guard, options, 'reject');
  return {
    httpClient: new HTTPClient({ fetcher: fetch }),
    serverURL: baseUrl,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}

/**
 * What an integration may be told beside its guard. What is given here wins over the guard's own options; how a refusal
 * reaches the caller is chosen for each SDK, so that it tries once and shows our message.
 */
interface IntegrationOptions<Key = string> extends Omit<SendOptions, 'onViolation'> {
  /** The key for OpenRouter. */
  readonly apiKey?: Key | undefined;
}
