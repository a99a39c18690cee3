import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The end of every temporary file's name: `.` + 16 hexadecimal digits + `.tmp`. */
const temporarySuffix = /\.[0-9a-f]{16}\.tmp$/;

/** The file that a temporary file was to become, or undefined when `name` is not a temporary file's. */
export function findReplacedName(name: string): string | undefined {
  return temporarySuffix.test(name) ? name.replace(temporarySuffix, '') : undefined;
}

/**
 * Puts `content` into `path` so that every reader, and whoever looks after a crash, finds either the former file or the
 * whole new one. The file is the owner's alone (mode 0600). Several processes may do so at once: the last one wins.
 *
 * @throws the file system's error (`ENOSPC`, `EACCES`, `EISDIR` …); the former file is untouched then. A process
 * killed half-way leaves a temporary file beside `path`; see {@link findReplacedName}.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, content);
    await renamePatiently(() => rename(temporary, path), wait);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await syncDirectory(dirname(path));
}

async function writeDurably(path: string, content: string): Promise<void> {
  // `wx` refuses a name that exists: two writers can never share a temporary file, nor be led astray by a link.
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows refuses to rename over a file that somebody has open, and readers hold ours for a moment only. */
const passingCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const pausesMs = [5, 10, 20, 40, 80];

/** Runs `attempt`, again after each of a few short pauses (155 ms in all) while it fails as on a file held open. */
export async function renamePatiently(
  attempt: () => Promise<void>,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  for (const pauseMs of pausesMs) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await pause(pauseMs);
    }
  }
  return attempt();
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passingCodes.has(String(error.code));
}

/** Makes the rename itself outlive a power cut, where the platform lets a directory be opened and synced. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    await directory.sync().finally(() => directory.close());
  } catch {
    // Windows and some network file systems can't; the content is in place and visible all the same.
  }
}
