import { resolve } from 'node:path';
import type { CatalogCache } from '@distillable/catalog';
import { createFileStore } from '@distillable/catalog/file-store';
import envPaths from 'env-paths';
import type { Session } from '../session.js';
import type { Settings } from '../settings.js';

/** The user's cache: files in one directory. */
export interface FileCache {
  readonly directory: string;
  readonly store: CatalogCache;
  /** The file of the entry that was last asked for; undefined before the first one. */
  readonly lastPath: () => string | undefined;
  /** Removes every entry of ours, and nothing else. */
  readonly clear: () => Promise<void>;
}

/** Opens the cache; touches no file before it is used. */
export async function openFileCache({ settings, notes }: Session): Promise<FileCache> {
  const directory = await findCacheDirectory(settings);
  const store = createFileStore({
    directory,
    onWarning: (warning) => notes.warn(`warning: ${warning.message}`),
  });
  let lastKey: string | undefined;
  const observed = {
    ...store,
    get(key: string) {
      lastKey = key;
      return store.get(key);
    },
  };
  return {
    directory,
    store: observed,
    lastPath: () => (lastKey === undefined ? undefined : store.pathOf(lastKey)),
    clear: () => store.clear(),
  };
}

/** `DISTILLABLE_CACHE_DIR`, or the user's cache directory as the platform has it. Absolute. */
export async function findCacheDirectory({ cacheDirectory }: Settings): Promise<string> {
  if (cacheDirectory !== undefined) return resolve(cacheDirectory);
  return envPaths('distillable', { suffix: '' }).cache;
}
