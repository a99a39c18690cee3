import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from '../errors.js';
import { findReplacedName, writeFileAtomic } from './write-file-atomic.js';

export {
  type AtomicFile,
  type AtomicFileOptions,
  createAtomicFile,
  syncDirectory,
  writeFileAtomic,
} from './write-file-atomic.js';

/** Options of {@link createFileStore}. */
export interface FileStoreOptions {
  /**
   * Where the entries lie, one file each. Made on the first write, with its missing parents, for the owner alone
   * (mode 0700); an existing directory keeps its mode. It may hold other files: the store touches only its own.
   */
  readonly directory: string;
  /**
   * Gets what went wrong without failing a call: `CATALOG_CACHE_FAILED` when leftovers of killed processes can't be
   * swept away. @default nothing is said
   */
  readonly onWarning?: (warning: CatalogError) => void;
  /** The clock: milliseconds since the epoch, compared with the ages of leftovers. @default Date.now */
  readonly now?: () => number;
}

/**
 * A Keyv 5 store in files: `new Keyv({ store: createFileStore({ directory }) })`. Safe under concurrent processes, and
 * under processes that are killed while they write.
 *
 * It has no `has` and no TTL of its own, since Keyv keeps the expiry inside the value and judges it on reading. Every
 * method throws the file system's errors, but for a missing file, which means absence.
 */
export interface FileStore {
  /** Set by Keyv; already part of the keys it passes. */
  namespace?: string | undefined;
  /** What was last stored under `key`; undefined when there is none. */
  get(key: string): Promise<string | undefined>;
  /**
   * Stores Keyv's serialised `value`. When it fails, the former one stays.
   *
   * @throws TypeError for anything but a string: a Keyv without `serialize` can't use this store.
   */
  set(key: string, value: unknown): Promise<true>;
  /** Whether there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** Deletes every entry in the directory, whichever namespace it belongs to, and leftovers of killed processes. */
  clear(): Promise<void>;
  /** The path of the file that holds `key`, whether or not it exists. */
  pathOf(key: string): string;
}

/** No write takes this long: an older temporary file was left by a process that was killed. */
const leftoverAgeMs = 10 * 60_000;

/**
 * Opens a store in `directory`. Touches nothing until it is used.
 *
 * @example
 * const cache = new Keyv({ store: createFileStore({ directory: '/home/me/.cache/distillable' }) });
 */
export function createFileStore(options: FileStoreOptions): FileStore {
  const { directory, onWarning, now = Date.now } = options;
  const pathOf = (key: string): string => join(directory, entryName(key));
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function sweepNowAndThen(): Promise<void> {
    if (Math.abs(now() - sweptAt) < leftoverAgeMs) return;
    sweptAt = now();
    try {
      await sweepLeftovers(directory, now());
    } catch (cause) {
      if (onWarning) onWarning(sweepWarning(directory, cause));
    }
  }

  return {
    pathOf,
    get: (key) => unlessMissing(readFile(pathOf(key), 'utf8'), undefined),
    async set(key, value) {
      if (typeof value !== 'string') {
        throw new TypeError('The file store holds strings: leave `serialize` of its Keyv switched on.');
      }
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFileAtomic(pathOf(key), value);
      await sweepNowAndThen();
      return true;
    },
    delete: (key) => unlinkIfPresent(pathOf(key)),
    async clear() {
      const names = await unlessMissing(readdir(directory), []);
      await Promise.all(names.filter(isEntryName).map((name) => unlinkIfPresent(join(directory, name))));
      await sweepLeftovers(directory, now());
    },
  };
}

/**
 * A readable beginning, then the key's SHA-256: no key can escape the directory, be too long for a file name, or meet
 * another one on a file system that ignores case.
 */
function entryName(key: string): string {
  const readable = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${readable}.${createHash('sha256').update(key).digest('hex')}.json`;
}

function isEntryName(name: string): boolean {
  return /^[a-z0-9-]{0,40}\.[0-9a-f]{64}\.json$/.test(name);
}

async function sweepLeftovers(directory: string, now: number): Promise<void> {
  for (const name of await unlessMissing(readdir(directory), [])) {
    const replaced = findReplacedName(name);
    if (replaced === undefined || !isEntryName(replaced)) continue;
    const path = join(directory, name);
    const modifiedAt = await unlessMissing(
      stat(path).then(({ mtimeMs }) => mtimeMs),
      now,
    );
    if (now - modifiedAt > leftoverAgeMs) await unlinkIfPresent(path);
  }
}

function sweepWarning(directory: string, cause: unknown): CatalogError {
  const message = `Old temporary files in the cache directory ${directory} can't be removed. Delete *.tmp there by hand.`;
  return new CatalogError('CATALOG_CACHE_FAILED', message, { cause, details: { directory } });
}

function unlinkIfPresent(path: string): Promise<boolean> {
  return unlessMissing(
    unlink(path).then(() => true),
    false,
  );
}

/** `fallback` where the file isn't there (any more: other processes may delete at any time). */
async function unlessMissing<Value, Fallback>(
  operation: Promise<Value>,
  fallback: Fallback,
): Promise<Value | Fallback> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback;
    throw error;
  }
}
