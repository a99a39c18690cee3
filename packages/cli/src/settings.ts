import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readBaseUrl, reasonOf } from '@distillable/catalog';
import { CommandError } from './errors.js';
import type { Io } from './io.js';
import type { Config } from './parse-config.js';

/** Flags of several commands, as commander parsed them. */
export interface GlobalFlags {
  readonly sandbox?: boolean;
  readonly offline?: boolean;
  readonly catalog?: string;
  readonly baseUrl?: string;
  /** A file. */
  readonly terms?: string;
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

/** The flags, the environment and the configuration together. */
export interface Settings {
  readonly origin: CatalogOrigin;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Undefined also where only a configuration file names the base URL, and it is not OpenRouter's. */
  readonly apiKey: string | undefined;
  /** Address of a cache that machines share; null: files of this machine. It may hold a password. */
  readonly sharedCache: string | null;
  /** Undefined: the user's cache directory on this platform. */
  readonly cacheDirectory: string | undefined;
  /** Milliseconds for one request; undefined: the catalog's default. */
  readonly timeout: number | undefined;
  /** A file with a table of terms to lay over the built-in one; null if none is named. */
  readonly terms: string | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
  /** `distillable.config.json`; null where there is none. */
  readonly config: LoadedConfig | null;
}

/** OpenRouter's own API. */
export const defaultBaseUrl = 'https://openrouter.ai/api/v1';

/**
 * Flags override the environment, which overrides the configuration file, which overrides the defaults. A blank variable
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
  const baseUrl = text === undefined ? defaultBaseUrl : parseBaseUrl(text, where);
  // A file that happens to be in a directory must not decide where the key is sent.
  const mayHaveKey = ownUrl[0] !== undefined || isOpenRouter(baseUrl);
  return {
    origin: readOrigin(flags),
    baseUrl,
    apiKey: mayHaveKey ? fromEnvironment('OPENROUTER_API_KEY') : undefined,
    sharedCache: fromEnvironment('DISTILLABLE_CACHE') ?? config?.cache ?? null,
    cacheDirectory: fromEnvironment('DISTILLABLE_CACHE_DIR'),
    timeout: flags.timeout ?? config?.timeout,
    terms: flags.terms ?? termsIn(config),
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    json: flags.json ?? false,
    config,
  };
}

/** Relative to the configuration file. */
function termsIn(config: LoadedConfig | null): string | null {
  return config?.terms === undefined ? null : resolve(dirname(config.path), config.terms);
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

function parseBaseUrl(text: string, where: string): string {
  try {
    return readBaseUrl(text).href.replace(/\/$/, '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^baseUrl/, where) : where;
    throw new CommandError('USAGE', `${reason} A key goes into OPENROUTER_API_KEY.`, { cause });
  }
}

/** Name of the configuration file. */
export const configFileName = 'distillable.config.json';

/** A configuration with the file that it was read from. */
interface LoadedConfig extends Config {
  readonly path: string;
}

/**
 * Reads the configuration of the nearest directory from `start` upward that has one; null if none has.
 *
 * @throws CommandError `CONFIG_INVALID`: a policy that can't be read must not look like none
 */
export async function loadConfig(start: string): Promise<LoadedConfig | null> {
  const path = findUpward(start);
  if (path === null) return null;
  // The code that checks a policy takes longer to load than most commands.
  const { parseConfig } = await import('./parse-config.js');
  return { ...parseConfig(readText(path), path), path };
}

function findUpward(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, configFileName);
    if (exists(path)) return path;
    if (dirname(directory) === directory) return null;
  }
}

/** Only a file that is certainly missing is passed over. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unreadableConfig(path, cause);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadableConfig(path, cause);
  }
}

function unreadableConfig(path: string, cause: unknown): CommandError {
  return new CommandError('CONFIG_INVALID', `Cannot read ${path}: ${reasonOf(cause)}.`, {
    cause,
    details: { path },
  });
}
