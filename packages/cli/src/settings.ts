import type { LoadedConfig } from './config.js';
import { CommandError } from './errors.js';
import type { Io } from './io.js';

/** Flags that every command takes, as commander hands them over. */
export interface GlobalFlags {
  readonly sandbox?: boolean;
  readonly offline?: boolean;
  readonly catalog?: string;
  readonly baseUrl?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** Where the catalog comes from. */
export type CatalogOrigin =
  | { readonly kind: 'live' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sandbox' };

/** What the flags and the environment come to. */
export interface Settings {
  readonly origin: CatalogOrigin;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Undefined also where only a configuration file names the base URL, and it is not OpenRouter's. */
  readonly apiKey: string | undefined;
  /** Undefined: the user's cache directory, as the platform has it. */
  readonly cacheDirectory: string | undefined;
  /** Milliseconds for one request; undefined: the catalog's default. */
  readonly timeout: number | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
  /** What `distillable.config.json` says; null where there is none. */
  readonly config: LoadedConfig | null;
}

/** OpenRouter's own API. */
export const defaultBaseUrl = 'https://openrouter.ai/api/v1';

/**
 * Flags go before the environment, that before the configuration file, and that before the defaults. An empty variable
 * counts as unset.
 *
 * @throws CommandError `USAGE` for a base URL that can't be used
 */
export function readSettings(
  flags: GlobalFlags,
  env: Io['env'],
  config: LoadedConfig | null = null,
): Settings {
  const fromEnvironment = (name: string): string | undefined => env[name]?.trim() || undefined;
  const ownUrl =
    flags.baseUrl === undefined
      ? ([fromEnvironment('OPENROUTER_BASE_URL'), 'OPENROUTER_BASE_URL'] as const)
      : ([flags.baseUrl, '--base-url'] as const);
  const [text, where] = ownUrl[0] === undefined ? [config?.baseUrl, `baseUrl in ${config?.path}`] : ownUrl;
  const baseUrl = text === undefined ? defaultBaseUrl : readBaseUrl(text, where);
  // A file that merely lies in a directory must not be able to have the key sent anywhere.
  const mayHaveKey = ownUrl[0] !== undefined || isOpenRouter(baseUrl);
  return {
    origin: readOrigin(flags),
    baseUrl,
    apiKey: mayHaveKey ? fromEnvironment('OPENROUTER_API_KEY') : undefined,
    cacheDirectory: fromEnvironment('DISTILLABLE_CACHE_DIR'),
    timeout: flags.timeout ?? config?.timeout,
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    json: flags.json ?? false,
    config,
  };
}

function readOrigin(flags: GlobalFlags): CatalogOrigin {
  if (flags.sandbox === true) return { kind: 'sandbox' };
  if (flags.catalog !== undefined) return { kind: 'file', path: flags.catalog };
  return { kind: flags.offline === true ? 'offline' : 'live' };
}

function isOpenRouter(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' && (hostname === 'openrouter.ai' || hostname.endsWith('.openrouter.ai'));
}

/** The value is never repeated in a message: it may hold a password. */
function readBaseUrl(text: string, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new CommandError(
      'USAGE',
      `${where} is not an http or https URL. Give one such as ${defaultBaseUrl}.`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    const message = `${where} must not hold a user name, a password, a query or a fragment.`;
    throw new CommandError('USAGE', `${message} A key goes into OPENROUTER_API_KEY.`);
  }
  return url.href.replace(/\/+$/, '');
}
