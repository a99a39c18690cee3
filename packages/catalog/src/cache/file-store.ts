import { hash } from 'node:crypto';
import { constants, promises as files } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { checkOptions, type OptionRule } from '../check-options.js';
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
   * The directory of the entries, one file for each. It is created by the first write, with missing parents, for the
   * owner alone (mode 0700); an existing directory keeps its mode. Other files in it are not touched.
   */
  readonly directory: string;
  /**
   * Receives problems that do not make a call fail: `CATALOG_CACHE_FAILED` if temporary files of killed processes can't
   * be removed. @default ignored
   */
  readonly onWarning?: (warning: CatalogError) => void;
  /** The clock: milliseconds since the epoch, compared with the ages of temporary files. @default Date.now */
  readonly now?: () => number;
}

/**
 * Texts in files: a cache for `createCatalog`, and a store for Keyv 5 (`new Keyv({ store })`). Safe with concurrent
 * processes, and with processes that are killed while they write.
 *
 * There is no expiry: Keyv keeps it inside the value, and the catalog judges ages itself. Every method throws the file
 * system's errors; only a missing file means that there is no entry.
 */
export interface FileStore {
  /** Set by Keyv; it is part of the keys that Keyv passes. */
  namespace?: string | undefined;
  /** The text that was last stored under `key`; undefined if there is none. */
  get(key: string): Promise<string | undefined>;
  /**
   * Stores `value`. If it fails, the former value stays.
   *
   * @throws TypeError if `value` is not a string, as from a Keyv without `serialize`
   */
  set(key: string, value: unknown): Promise<true>;
  /** Whether there was something to delete. */
  delete(key: string): Promise<boolean>;
  /** Deletes every entry in the directory, whatever its namespace, and old temporary files of killed processes. */
  clear(): Promise<void>;
  /** The path of the file for `key`, whether or not it exists. */
  pathOf(key: string): string;
}

/** Without it, reading a pipe in place of an entry would wait for someone to write into it. Windows has no such flag. */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** No write takes this long: an older temporary file was left by a process that was killed. */
const leftoverAgeMs = 10 * 60_000;

const storeRules: Readonly<Record<keyof FileStoreOptions, OptionRule>> = {
  directory: 'string',
  onWarning: 'function',
  now: 'function',
};

/**
 * Opens a store in `directory`. Touches nothing before it is used.
 *
 * @example
 * const catalog = createCatalog({ cache: createFileStore({ directory: '/home/me/.cache/distillable' }) });
 *
 * @throws TypeError if an option is unknown or invalid
 */
export function createFileStore(options: FileStoreOptions): FileStore {
  checkOptions('createFileStore', options, storeRules, ['directory']);
  const { directory, onWarning, now = Date.now } = options;
  const pathOf = (key: string): string => join(directory, entryName(key));
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function sweepSometimes(): Promise<void> {
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
    get: (key) =>
      unlessMissing(files.readFile(pathOf(key), { encoding: 'utf8', flag: readWithoutWaiting }), undefined),
    async set(key, value) {
      if (typeof value !== 'string') {
        throw new TypeError('The file store holds strings: do not switch off `serialize` of its Keyv.');
      }
      await files.mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFileAtomic(pathOf(key), value);
      await sweepSometimes();
      return true;
    },
    delete: (key) => unlinkIfPresent(pathOf(key)),
    async clear() {
      const names = await unlessMissing(files.readdir(directory), []);
      await Promise.all(names.filter(isEntryName).map((name) => unlinkIfPresent(join(directory, name))));
      await sweepLeftovers(directory, now());
    },
  };
}

// The SHA-256 of the key: no key can leave the directory, be too long for a file name, or collide with another one on a
// file system that ignores case.
function entryName(key: string): string {
  const readable = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${readable}.${hash('sha256', key)}.json`;
}

function isEntryName(name: string): boolean {
  return /^[a-z0-9-]{0,40}\.[0-9a-f]{64}\.json$/.test(name);
}

async function sweepLeftovers(directory: string, now: number): Promise<void> {
  for (const name of await unlessMissing(files.readdir(directory), [])) {
    const replaced = findReplacedName(name);
    if (replaced === undefined || !isEntryName(replaced)) continue;
    const path = join(directory, name);
    const modifiedAt = await unlessMissing(
      files.stat(path).then(({ mtimeMs }) => mtimeMs),
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
    files.unlink(path).then(() => true),
    false,
  );
}

/** `fallback` if the file does not exist, or no longer: other processes may delete it at any time. */
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

/** The facts of a process that decide where its cache is. */
export interface CacheSurroundings {
  /** Its environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its working directory. */
  readonly cwd: string;
}

/** Where the cache is, or why there is none. */
export type CacheDirectory =
  | {
      /** An absolute path. The directory need not exist. */
      readonly path: string;
    }
  | {
      /** Why there is none, as a clause for people. */
      readonly problem: string;
    };

/**
 * Where the programs of distillable keep the list, so that they share it: the directory that was chosen
 * (`DISTILLABLE_CACHE_DIR`), or the user's cache directory on this platform. A path that is
 * only relative because a variable is empty or wrong is not used: it would be somewhere in the working directory.
 *
 * @param chosen a relative one counts from the working directory
 * @see https://specifications.freedesktop.org/basedir-spec (a relative `XDG_CACHE_HOME` is invalid)
 */
export function findCacheDirectory(
  chosen: string | undefined,
  { env, cwd }: CacheSurroundings,
  platform: NodeJS.Platform,
): CacheDirectory {
  if (chosen !== undefined) return { path: resolve(cwd, chosen) };
  const [variable, ...rest] = locations(platform, env);
  const base = env[variable]?.trim() ?? '';
  if (base === '') return { problem: `${variable} is not set` };
  if (!isAbsolute(base)) return { problem: `${variable} is not an absolute path` };
  return { path: join(base, ...rest) };
}

/** A variable with a directory, and the way from there. */
function locations(
  platform: NodeJS.Platform,
  env: CacheSurroundings['env'],
): readonly [variable: string, ...path: string[]] {
  switch (platform) {
    case 'win32':
      return ['LOCALAPPDATA', 'distillable', 'Cache'];
    case 'darwin':
      return ['HOME', 'Library', 'Caches', 'distillable'];
    default:
      return (env['XDG_CACHE_HOME'] ?? '') === ''
        ? ['HOME', '.cache', 'distillable']
        : ['XDG_CACHE_HOME', 'distillable'];
  }
}
