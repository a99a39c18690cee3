import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './errors.js';

/** The numbers of the full files of a ledger, oldest first. @throws the system's error */
export async function findRotated(file: string): Promise<readonly number[]> {
  const prefix = `${basename(file)}.`;
  return (await readdir(dirname(file)))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((suffix) => /^[1-9]\d{0,8}$/.test(suffix))
    .map(Number)
    .sort((one, other) => one - other);
}

/** Where a full file goes. */
export function rotatedPath(file: string, number: number): string {
  return `${file}.${number}`;
}

/** The file itself where the name is a link to it: its other files are beside it. @throws the system's error */
export async function followLink(file: string): Promise<string> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
  } catch (error) {
    // The newest file may be full, and the next one not started.
    if (codeOf(error) === 'ENOENT') return file;
    throw error;
  }
}

/** The one path of a file, so that a link to it does not lead to a second lock. @throws the system's error */
export async function resolveLedgerPath(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return join(await realpath(dirname(file)), basename(file));
  }
}
