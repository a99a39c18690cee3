import type { CatalogCache } from '@distillable/catalog';
import { createFileStore } from '@distillable/catalog/file-store';
import { usageError } from '../errors.js';
import type { Session } from '../session.js';
import { findCacheDirectory } from './cache-directory.js';

/** The user's cache: files in one directory. */
export interface FileCache {
  readonly directory: string;
  readonly store: CatalogCache;
  /** The file of the entry that was last asked for; undefined before the first one. */
  readonly lastPath: () => string | undefined;
  /** Removes every entry of ours, and nothing else. */
  readonly clear: () => Promise<void>;
}

/** The cache; null, with a warning, if there is no place for one. Touches no file before it is used. */
export function openFileCache(session: Session): FileCache | null {
  const found = locate(session);
  if ('path' in found) return createFileCache(found.path, session);
  session.notes.warn(`warning: ${describeMissing(found.problem)} Every run reads the model list anew.`);
  return null;
}

/** The same where nothing can be done without a cache. @throws CommandError `USAGE` */
export function requireFileCache(session: Session): FileCache {
  const found = locate(session);
  if ('path' in found) return createFileCache(found.path, session);
  throw usageError(describeMissing(found.problem));
}

function locate({ settings, io }: Session) {
  return findCacheDirectory(settings.cacheDirectory, io, process.platform);
}

function describeMissing(problem: string): string {
  return `There is no cache directory: ${problem}. Set DISTILLABLE_CACHE_DIR to have one.`;
}

function createFileCache(directory: string, { notes }: Session): FileCache {
  const store = createFileStore({
    directory,
    onWarning: (warning) => notes.warn(`warning: ${warning.message}`),
  });
  let lastKey: string | undefined;
  return {
    directory,
    store: {
      ...store,
      get(key: string) {
        lastKey = key;
        return store.get(key);
      },
    },
    lastPath: () => (lastKey === undefined ? undefined : store.pathOf(lastKey)),
    clear: () => store.clear(),
  };
}
