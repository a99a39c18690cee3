import { readFile } from 'node:fs/promises';
import { createCatalog, isObject, parseJsonText, parseSnapshot } from '@distillable/catalog';
import { createFileStore, findCacheDirectory } from '@distillable/catalog/file-store';
import { type Policy, parsePolicy, type SnapshotSource } from '@distillable/core';
import { type Log, messageOf, ServerError } from './errors.js';

/** Where the catalog comes from. */
export type CatalogOrigin =
  /** Undefined: the environment's `OPENROUTER_BASE_URL`, else OpenRouter. */
  | { readonly kind: 'live'; readonly baseUrl: string | undefined }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sandbox' };

/** The catalog that all tools judge by. */
export interface OpenedCatalog extends SnapshotSource {
  close(): Promise<void>;
}

/**
 * Opens the catalog. A live one shares the cache of the command line, and reads nothing yet.
 *
 * @throws ServerError `CATALOG_UNREADABLE`, `USAGE`
 */
export async function openCatalog(origin: CatalogOrigin, log: Log): Promise<OpenedCatalog> {
  switch (origin.kind) {
    case 'file': {
      const snapshot = await readSnapshot(origin.path);
      return { snapshot: async () => snapshot, close: async () => {} };
    }
    case 'sandbox':
      return openSandbox(log);
    case 'live':
      return openLive(origin.baseUrl, log);
  }
}

async function readSnapshot(path: string) {
  try {
    return parseSnapshot(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : messageOf(cause);
    throw new ServerError('CATALOG_UNREADABLE', `Cannot read the catalog ${path}: ${reason}`, { cause });
  }
}

/** Its list is kept in memory: a sample never gets into the user's cache. */
async function openSandbox(log: Log): Promise<OpenedCatalog> {
  const { startSandbox } = await import('@distillable/sandbox');
  const sandbox = await startSandbox();
  const catalog = createCatalog({ baseUrl: sandbox.url, onWarning: log });
  return {
    limits: catalog.limits,
    snapshot: () => catalog.snapshot(),
    async close() {
      await catalog.close();
      await sandbox.close();
    },
  };
}

function openLive(baseUrl: string | undefined, log: Log): OpenedCatalog {
  const { env } = process;
  const chosen = env['DISTILLABLE_CACHE_DIR']?.trim() || undefined;
  const directory = findCacheDirectory(chosen, { env, cwd: process.cwd() }, process.platform);
  const cache =
    'path' in directory ? createFileStore({ directory: directory.path, onWarning: log }) : undefined;
  try {
    return createCatalog({ baseUrl, cache, onWarning: log });
  } catch (cause) {
    // Its message does not repeat the URL, which may hold a password.
    throw new ServerError('USAGE', messageOf(cause).replace(/^baseUrl/, '--base-url'), { cause });
  }
}

/** What all tools judge by, beside the catalog. */
export interface ChosenPolicy {
  readonly policy: Policy;
  /** Its file; null for the default policy. */
  readonly from: string | null;
}

/**
 * Reads a file that holds a policy, or a configuration of the command line with one.
 *
 * @throws ServerError `POLICY_UNREADABLE`
 */
export async function readPolicy(path: string | undefined): Promise<ChosenPolicy> {
  if (path === undefined) return { policy: {}, from: null };
  try {
    const parsed = parseJsonText(await readFile(path, 'utf8'));
    if ('problem' in parsed) throw new Error(`it is ${parsed.problem}`);
    const { value } = parsed;
    const isConfig = isObject(value) && Object.hasOwn(value, 'policy');
    return { policy: parsePolicy(isConfig ? value['policy'] : value), from: path };
  } catch (cause) {
    throw new ServerError('POLICY_UNREADABLE', `Cannot read the policy ${path}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
