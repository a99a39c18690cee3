import type { CatalogCache } from '@distillable/catalog';
import { type CacheDirectory, createFileStore, findCacheDirectory } from '@distillable/catalog/file-store';
import { CommandError } from '../errors.js';
import type { Session } from '../session.js';
import { isResponsive } from './responsive.js';

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
export async function openFileCache(session: Session): Promise<FileCache | null> {
  const found = await locate(session);
  if ('path' in found) return createFileCache(found.path, session);
  session.notes.warn(`warning: ${describeMissing(found.problem)} Every run reads the model list again.`);
  return null;
}

/**
 * The same where nothing can be done without a cache.
 *
 * @param code of the error if there is no place for one
 * @throws CommandError
 */
export async function requireFileCache(
  session: Session,
  code: 'USAGE' | 'CACHE_EMPTY' = 'USAGE',
): Promise<FileCache> {
  const found = await locate(session);
  if ('path' in found) return createFileCache(found.path, session);
  throw new CommandError(code, describeMissing(found.problem));
}

async function locate({ settings, io }: Session): Promise<CacheDirectory> {
  const found = findCacheDirectory(settings.cacheDirectory, io, process.platform);
  if (!('path' in found) || (await isResponsive(found.path))) return found;
  return { problem: `the file system of ${found.path} does not respond` };
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
