import { checkOptions, type OptionRule, readEnvironment } from '@distillable/catalog';
import { type Guard, guardRule } from './guard.js';
import type { Fetch, SendOptions } from './send/send-options.js';

/**
 * The options that a caller passes to an SDK through us.
 *
 * `Expected` is inferred from the place where the result is used, such as the constructor of the SDK. TypeScript looks
 * for misspelt options only where an object is written, so that constructor would not notice one; this type does.
 *
 * @typeParam Own the options that we read ourselves
 * @typeParam Mark an option that shows that `Expected` was inferred; without it nothing is checked
 */
type Passed<Options, Own, Expected, Mark extends PropertyKey> = Options &
  Own &
  (Mark extends keyof Expected
    ? { readonly [Name in keyof Options]: OptionOf<Name, Own, Expected> }
    : unknown);

type OptionOf<Name, Own, Expected> = Name extends keyof Own
  ? unknown
  : Name extends keyof Expected
    ? Expected[Name]
    : never;

/** The caller's options with those that the guard sets; `Partial<Expected>` is there for `Expected` to be inferred. */
type Guarded<Options, Settings, Expected> = Omit<Options, keyof Settings> & Settings & Partial<Expected>;

/** A key, or a function that returns it for each request. */
type Key = string | (() => Promise<string>);

/** The options of most SDKs that we read. */
interface SdkOptions<ApiKey extends Key> {
  /** The key for OpenRouter. @default the environment's `OPENROUTER_API_KEY` */
  readonly apiKey?: ApiKey | undefined;
  readonly baseURL?: never;
  readonly fetch?: never;
}

/** The options that most SDKs get from us. */
interface SdkSettings {
  baseURL: string;
  fetch: Fetch;
}

/** The options for `new OpenAI(…)`. */
interface OpenAISettings extends SdkSettings {
  apiKey: Key;
}

/**
 * Puts a guard into the `openai` package. A rejection is the SDK's `PermissionDeniedError` with our message: it would
 * repeat a request that fails with an error of `fetch`.
 *
 * @param options the key, and any other option of `new OpenAI(…)`
 * @example
 * const openai = new OpenAI(guardOpenAI(guard, { apiKey, timeout: 5_000 }));
 * @throws TypeError without a key, here or in the environment, or for an option that the guard sets
 */
export function guardOpenAI<Options extends object, Expected extends object = object>(
  guard: Guard,
  options: Passed<Options, SdkOptions<Key>, Expected, 'baseURL'>,
): Guarded<Options, OpenAISettings, Expected>;
export function guardOpenAI(guard: Guard, options: SdkOptions<Key>): OpenAISettings {
  checkOwn('guardOpenAI', guard, options, { apiKey: 'string or function' });
  rejectOptions(options, 'baseURL', 'fetch');
  const apiKey = requireKey(options.apiKey);
  return { ...options, apiKey, ...settingsOf(guard, 'respond') };
}

/** The options for `@anthropic-ai/sdk` that we read. */
interface AnthropicOptions extends SdkOptions<string> {
  readonly authToken?: never;
}

/** The options for `new Anthropic(…)`, with a base URL without `/v1`, which the SDK adds itself. */
interface AnthropicSettings extends SdkSettings {
  /** Null, so that the SDK does not send `ANTHROPIC_API_KEY` to OpenRouter. */
  apiKey: null;
  /** The key, as OpenRouter takes it: `Authorization: Bearer …`. */
  authToken: string;
}

/**
 * Puts a guard into the `@anthropic-ai/sdk` package. A rejection is the SDK's `PermissionDeniedError` with our message:
 * it would repeat a request that fails with an error of `fetch`.
 *
 * @param options the key, and any other option of `new Anthropic(…)`
 * @example
 * const anthropic = new Anthropic(guardAnthropic(guard, { apiKey, maxRetries: 0 }));
 * @throws TypeError without a key, here or in the environment, or for an option that the guard sets
 */
export function guardAnthropic<Options extends object, Expected extends object = object>(
  guard: Guard,
  options: Passed<Options, AnthropicOptions, Expected, 'baseURL'>,
): Guarded<Options, AnthropicSettings, Expected>;
export function guardAnthropic(guard: Guard, options: AnthropicOptions): AnthropicSettings {
  checkOwn('guardAnthropic', guard, options, { apiKey: 'string' });
  rejectOptions(options, 'authToken', 'baseURL', 'fetch');
  const authToken = requireKey(options.apiKey);
  const { baseURL, fetch } = settingsOf(guard, 'respond');
  return { ...options, apiKey: null, authToken, baseURL: baseURL.replace(/\/v1$/i, ''), fetch };
}

/** The options for `ChatOpenAI` that we read. */
interface LangChainOptions extends Pick<SdkOptions<Key>, 'apiKey'> {
  /** Options of the `openai` package underneath. */
  readonly configuration?: {
    readonly baseURL?: never;
    readonly fetch?: never;
    readonly [option: string]: unknown;
  };
}

/** The options for `new ChatOpenAI(…)`. */
interface LangChainSettings {
  configuration: SdkSettings;
  apiKey: Key;
}

/**
 * Puts a guard into `ChatOpenAI` of the `@langchain/openai` package. A rejection is a 403 with our message: LangChain
 * would repeat a request that fails with an error of `fetch` six times.
 *
 * @param options the key, and any other option of `new ChatOpenAI(…)`
 * @example
 * const model = new ChatOpenAI(guardLangChain(guard, { apiKey, model: 'qwen/qwen3.5-9b', temperature: 0.3 }));
 * @throws TypeError without a key, here or in the environment, or for an option that the guard sets
 */
export function guardLangChain<Options extends object, Expected extends object = object>(
  guard: Guard,
  options: Passed<Options, LangChainOptions, Expected, 'configuration'>,
): Guarded<Options, LangChainSettings, Expected>;
export function guardLangChain(guard: Guard, options: LangChainOptions): LangChainSettings {
  checkOwn('guardLangChain', guard, options, { apiKey: 'string or function', configuration: 'object' });
  const { configuration = {} } = options;
  rejectOptions(configuration, 'baseURL', 'fetch');
  const apiKey = requireKey(options.apiKey);
  return { ...options, apiKey, configuration: { ...configuration, ...settingsOf(guard, 'respond') } };
}

/** The options for `createOpenRouter(…)` and `createOpenAICompatible(…)`. */
interface AiSdkSettings extends SdkSettings {
  /** Only `createOpenAICompatible` reads it, as the name under which it looks for `providerOptions`. */
  name: string;
  /** Absent where none was given: `createOpenRouter` then reads `OPENROUTER_API_KEY` itself. */
  apiKey?: string;
}

/**
 * Puts a guard into Vercel's AI SDK: into `@openrouter/ai-sdk-provider` and `@ai-sdk/openai-compatible`. A rejection is
 * our `PolicyViolationError` itself, because this SDK repeats only errors that it knows as network errors.
 *
 * Where a stream fails, `onError` of `streamText` is called, and `fullStream` has an `error` part; but `textStream` and
 * `text` may end as if nothing had happened. Look at one of the first two, or at `finishReason`, before you keep a text.
 *
 * @param options the key, and any other option of `createOpenRouter(…)` or `createOpenAICompatible(…)`
 * @example
 * const openrouter = createOpenRouter(guardAiSdk(guard, { apiKey }));
 * @throws TypeError for an option that the guard sets
 */
export function guardAiSdk<Options extends object, Expected extends object = object>(
  guard: Guard,
  options?: Passed<Options, SdkOptions<string>, Expected, 'baseURL'>,
): Guarded<Options, AiSdkSettings, Expected>;
export function guardAiSdk(guard: Guard, options: SdkOptions<string> = {}): AiSdkSettings {
  checkOwn('guardAiSdk', guard, options, { apiKey: 'string' });
  rejectOptions(options, 'baseURL', 'fetch');
  const { apiKey, ...others } = options;
  const key = apiKey === undefined ? {} : { apiKey };
  return { name: 'openrouter', ...others, ...settingsOf(guard, 'throw'), ...key };
}

/** The options for `@openrouter/sdk` that we read. */
interface OpenRouterOptions {
  /** The class of this name from `@openrouter/sdk`, which is how that SDK is given a `fetch`. */
  readonly HTTPClient: new (options: {
    fetcher: Fetch;
  }) => object;
  /** The key for OpenRouter. The SDK reads `OPENROUTER_API_KEY` where none is given. */
  readonly apiKey?: Key | undefined;
  readonly httpClient?: never;
  readonly serverURL?: never;
}

/** The options for `new OpenRouter(…)`. */
interface OpenRouterSettings<Client> {
  httpClient: Client;
  serverURL: string;
  /** Absent where none was given. */
  apiKey?: Key;
}

/**
 * Puts a guard into the `@openrouter/sdk` package. A rejection is its `UnexpectedClientError` with our message, caused
 * by our `PolicyViolationError`; it does not try again. Its errors for responses such as a 403 would hold the request
 * with the key, and print it where they are logged.
 *
 * @param options the class, the key, and any other option of `new OpenRouter(…)`
 * @example
 * const openRouter = new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey, timeoutMs: 5_000 }));
 * @throws TypeError for an option that the guard sets
 */
export function guardOpenRouter<Options extends OpenRouterOptions, Expected extends object = object>(
  guard: Guard,
  options: Passed<Options, OpenRouterOptions, Expected, 'serverURL'>,
): Guarded<Omit<Options, 'HTTPClient'>, OpenRouterSettings<InstanceType<Options['HTTPClient']>>, Expected>;
export function guardOpenRouter(guard: Guard, options: OpenRouterOptions): OpenRouterSettings<object> {
  const rules = { HTTPClient: 'function', apiKey: 'string or function' } as const;
  checkOwn('guardOpenRouter', guard, options, rules, ['HTTPClient']);
  rejectOptions(options, 'httpClient', 'serverURL');
  const { HTTPClient, apiKey, ...others } = options;
  const { baseURL: serverURL, fetch } = settingsOf(guard, 'throw');
  const httpClient = new HTTPClient({ fetcher: fetch });
  return { ...others, httpClient, serverURL, ...(apiKey === undefined ? {} : { apiKey }) };
}

/** Checks our own options. The SDK checks the others. */
function checkOwn(
  caller: string,
  guard: Guard,
  options: object,
  rules: Readonly<Record<string, OptionRule>>,
  required: readonly string[] = [],
): void {
  const both = { guard: guardRule, options: 'object' } as const;
  checkOptions(caller, { guard, options }, both, ['guard', 'options']);
  const own = Object.entries(options).filter(([name]) => name in rules);
  checkOptions(caller, Object.fromEntries(own), rules, required);
}

/** How a rejection reaches the caller is chosen for each SDK, so that it tries once and shows our message. */
function settingsOf(guard: Guard, rejected: NonNullable<SendOptions['rejected']>): SdkSettings {
  return { baseURL: guard.options.send.baseUrl, fetch: guard.with({ send: { rejected } }).fetch };
}

/** Without a key, an SDK would read the key of another company from the environment, and send it to OpenRouter. */
function requireKey<Given extends Key>(given: Given | undefined): Given | string {
  const apiKey = given ?? readEnvironment('OPENROUTER_API_KEY');
  if (apiKey !== undefined && apiKey !== '') return apiKey;
  throw new TypeError('There is no key for OpenRouter: give `apiKey`, or set OPENROUTER_API_KEY.');
}

function rejectOptions(options: object, ...names: readonly string[]): void {
  const [given] = Object.entries(options).filter(
    ([name, value]) => names.includes(name) && value !== undefined,
  );
  if (given === undefined) return;
  const place = 'createGuard({ catalog, send: { baseUrl, fetch } })';
  throw new TypeError(`\`${given[0]}\` comes from the guard here. Give it to the guard instead: ${place}.`);
}
