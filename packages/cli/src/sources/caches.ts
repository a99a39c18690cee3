import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { type CatalogCache, reasonOf } from '@distillable/catalog';
import { createFileStore, findCacheDirectory } from '@distillable/catalog/file-store';
import { CommandError, usageError } from '../errors.js';
import type { Session } from '../session.js';

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
  if ('path' in found) return createFileCache(found, session);
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
  if ('path' in found) return createFileCache(found, session);
  throw new CommandError(code, describeMissing(found.problem));
}

/** A place for the cache. */
interface Place {
  readonly path: string;
  /** Whether it is certain that a read returns at once. */
  readonly isLocal: boolean;
}

/**
 * A thread that waits for a dead file system can't be stopped, and would keep this process from ending; so another
 * process asks it, where there is one that may be dead at all.
 */
async function locate({ settings, io }: Session): Promise<Place | { readonly problem: string }> {
  const found = findCacheDirectory(settings.cacheDirectory, io, process.platform);
  if (!('path' in found)) return found;
  const mounts = readMounts();
  if (!hasRemoteFileSystem(mounts)) return { ...found, isLocal: mounts !== '' };
  if (await responds(found.path)) return { ...found, isLocal: false };
  return { problem: `the file system of ${found.path} does not respond` };
}

function describeMissing(problem: string): string {
  return `There is no cache directory: ${problem}. Set DISTILLABLE_CACHE_DIR to have one.`;
}

function createFileCache({ path: directory, isLocal }: Place, { notes }: Session): FileCache {
  const store = createFileStore({
    directory,
    onWarning: (warning) => notes.warn(`warning: ${warning.message}`),
  });
  let lastKey: string | undefined;
  return {
    directory,
    store: {
      ...store,
      async get(key: string) {
        lastKey = key;
        return isLocal ? readIfPresent(store.pathOf(key)) : store.get(key);
      },
    },
    lastPath: () => (lastKey === undefined ? undefined : store.pathOf(lastKey)),
    clear: () => store.clear(),
  };
}

/** As the store does, but without a thread: to start one takes longer than to read. */
function readIfPresent(path: string): string | undefined {
  let file: number | undefined;
  try {
    // A pipe in place of an entry would be waited for. Windows has no such flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Read from the kernel, which always responds; empty on other systems than Linux. */
function readMounts(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}

const remoteTypes = /^(?:fuse|fuseblk|fuse\..+|nfs4?|cifs|smb3|smbfs|9p|afs|ceph|glusterfs|lustre|autofs)$/;

/**
 * Whether a list of mounts has a file system that another computer or program serves. Those of the system itself do not
 * count: no home is there.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
 */
export function hasRemoteFileSystem(mountinfo: string): boolean {
  return mountinfo.split('\n').some((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const [type = ''] = after.split(' ');
    const mountPoint = before.split(' ')[4] ?? '';
    return remoteTypes.test(type) && !/^\/(?:dev|proc|run|sys)(?:\/|$)/.test(mountPoint);
  });
}

/** A local disk responds at once; one that does not within this time would only delay every command. Milliseconds. */
const timeoutMs = 1_000;

export async function responds(path: string): Promise<boolean> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const asking = spawn('stat', ['--', path], { stdio: 'ignore' });
    const timer = setTimeout(() => {
      asking.kill('SIGKILL');
      // It ends only when the file system lets it.
      asking.unref();
      resolve(false);
    }, timeoutMs);
    const answer = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    // Whether the path exists does not matter; and where there is no such program, nothing is known.
    asking.once('exit', answer);
    asking.once('error', answer);
  });
}

/** A cache that several machines share, so that one of them reads the list for all. */
export interface SharedCache {
  readonly store: CatalogCache;
  readonly close: () => Promise<void>;
}

/**
 * Opens the cache of an address. Its adapter is loaded here: only users of a shared cache need to install it.
 *
 * @param address `redis://host:port/number`, or `rediss://` for TLS; a user and a password may stand in it
 * @throws CommandError `USAGE` where the address or the adapter is missing
 */
export async function openSharedCache(address: string, { notes }: Session): Promise<SharedCache> {
  const { default: KeyvRedis } = await loadAdapter();
  const store = new KeyvRedis(checkAddress(address), { connectionTimeout: 2_000 });
  // Without a listener a lost connection would end the process. The catalog reports the failures that follow from it.
  store.on('error', (error: unknown) => notes.detail(`shared cache: ${reasonOf(error)}`));
  return { store, close: () => store.disconnect(true) };
}

function checkAddress(address: string): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  if (protocol === 'redis:' || protocol === 'rediss:') return address;
  throw usageError(
    'The shared cache (DISTILLABLE_CACHE, or cache in the configuration) must be an address like redis://host:6379/0.',
  );
}

async function loadAdapter(): Promise<typeof import('@keyv/redis')> {
  try {
    return await import('@keyv/redis');
  } catch (cause) {
    const message =
      'A shared cache needs the package @keyv/redis. Install it where distillable is installed: npm install @keyv/redis';
    throw new CommandError('USAGE', message, { cause });
  }
}
