import { randomBytes } from 'node:crypto';
import { promises as files } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Options of {@link createAtomicFile} and {@link writeFileAtomic}. */
export interface AtomicFileOptions {
  /** Permissions of the new file, reduced by the process's umask. @default 0o600 (only the owner reads and writes) */
  readonly mode?: number;
}

/** A file that is written beside its final path and appears there complete, or not at all. */
export interface AtomicFile {
  /**
   * Appends `chunk`; resolves when the system has taken all of it. Later writes and `commit` wait for earlier ones and
   * fail if one of them failed.
   */
  write(chunk: string | Uint8Array): Promise<void>;
  /**
   * Flushes the content to the disk and moves it to the final path, replacing a file there. If it fails, the former
   * file is unchanged and the temporary file is removed.
   */
  commit(): Promise<void>;
  /** Removes the temporary file; the former file is unchanged. Never throws. Does nothing after `commit`. */
  discard(): Promise<void>;
}

/**
 * Opens a file for content of any size that should appear at `path` only when it is complete: readers, also after a
 * crash or a power failure, find either the former content or all of the new. Several processes may write to one path
 * at once; the last `commit` wins.
 *
 * A process that is killed leaves its temporary file beside `path`: its name ends in 16 hexadecimal digits and `.tmp`.
 *
 * @throws the file system's error (`ENOENT`, `EACCES`, `ENOSPC` …), as do the methods of the result
 */
export async function createAtomicFile(path: string, options: AtomicFileOptions = {}): Promise<AtomicFile> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  // `wx` rejects a name that exists: two writers never share a temporary file, and no link redirects the write.
  const file = await files.open(temporary, 'wx', options.mode ?? 0o600);
  let pending = Promise.resolve();
  let isOver = false;

  async function discard(): Promise<void> {
    if (isOver) return;
    isOver = true;
    await pending.catch(() => {});
    await file.close().catch(() => {});
    await files.unlink(temporary).catch(() => {});
  }

  return {
    discard,
    write(chunk) {
      // Unlike `write`, `appendFile` goes on after a short write, so a disk that fills up is an error and not a cut file.
      pending = pending.then(() => file.appendFile(chunk));
      // A caller may leave the failure to `commit`.
      pending.catch(() => {});
      return pending;
    },
    async commit() {
      try {
        await pending;
        await file.sync();
        await file.close();
        await renamePatiently(() => files.rename(temporary, path), wait);
      } catch (error) {
        await discard();
        throw error;
      }
      isOver = true;
      await syncDirectory(dirname(path));
    },
  };
}

/**
 * Replaces the file at `path` by `content`, or creates it, as {@link createAtomicFile} does.
 *
 * @throws the file system's error; the former file is unchanged and no temporary file is left
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): Promise<void> {
  const file = await createAtomicFile(path, options);
  // Not awaited: `commit` waits for it, and cleans up if it failed.
  void file.write(content);
  await file.commit();
}

/** Makes a rename or a new name in `directory` survive a power failure, where the platform can sync directories. */
export async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await files.open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows and some network file systems can't; the content is in place and visible all the same.
  }
}

const temporarySuffix = /\.[0-9a-f]{16}\.tmp$/;

/** The name of the file that a temporary file was to replace; undefined if `name` is not that of a temporary file. */
export function findReplacedName(name: string): string | undefined {
  return temporarySuffix.test(name) ? name.replace(temporarySuffix, '') : undefined;
}

const pausesMs = [5, 10, 20, 40, 80];
const passingCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Runs `attempt`, and again after a few short pauses (155 ms in all) while it fails as Windows does when it is to rename
 * over a file that a reader holds open.
 */
export async function renamePatiently(
  attempt: () => Promise<void>,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  for (const pauseMs of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && passingCodes.has(String(error.code)))) throw error;
      await pause(pauseMs);
    }
  }
  return attempt();
}
