import { CommandError } from './command-error.js';
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
  readonly apiKey: string | undefined;
  /** Undefined: the user's cache directory, as the platform has it. */
  readonly cacheDirectory: string | undefined;
  /** Milliseconds for one request; undefined: the catalog's default. */
  readonly timeout: number | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
}

/** OpenRouter's own API. */
export const defaultBaseUrl = 'https://openrouter.ai/api/v1';

/**
 * Flags go before the environment, and that before the defaults. An empty variable counts as unset.
 *
 * @throws CommandError `USAGE` for a base URL that can't be used
 */
export function readSettings(flags: GlobalFlags, env: Io['env']): Settings {
  const fromEnvironment = (name: string): string | undefined => env[name]?.trim() || undefined;
  const environmentUrl = fromEnvironment('OPENROUTER_BASE_URL');
  return {
    origin: readOrigin(flags),
    baseUrl:
      flags.baseUrl === undefined && environmentUrl !== undefined
        ? readBaseUrl(environmentUrl, 'OPENROUTER_BASE_URL')
        : readBaseUrl(flags.baseUrl ?? defaultBaseUrl, '--base-url'),
    apiKey: fromEnvironment('OPENROUTER_API_KEY'),
    cacheDirectory: fromEnvironment('DISTILLABLE_CACHE_DIR'),
    timeout: flags.timeout,
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    json: flags.json ?? false,
  };
}

function readOrigin(flags: GlobalFlags): CatalogOrigin {
  if (flags.sandbox === true) return { kind: 'sandbox' };
  if (flags.catalog !== undefined) return { kind: 'file', path: flags.catalog };
  return { kind: flags.offline === true ? 'offline' : 'live' };
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
