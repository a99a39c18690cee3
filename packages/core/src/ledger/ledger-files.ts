import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './ledger-error.js';

/** The numbers of the full files of a ledger, oldest first. @throws the system's error */
export async function findRotated(file: string): Promise<readonly number[]> {
  const name = basename(file);
  const names = await readdir(dirname(file));
  return names
    .filter((other) => other.startsWith(`${name}.`) && /^[1-9]\d{0,8}$/.test(other.slice(name.length + 1)))
    .map((other) => Number(other.slice(name.length + 1)))
    .sort((one, other) => one - other);
}

/** Where a full file goes. */
export function rotatedPath(file: string, number: number): string {
  return `${file}.${number}`;
}

/** Where the catalogs are kept that the entries were judged by. */
export function snapshotDirectory(file: string): string {
  return `${file}.snapshots`;
}

/** The file itself where the name is a link to it: its other files lie beside it. @throws the system's error */
export async function followLink(file: string): Promise<string> {
  try {
    return (await lstat(file)).isSymbolicLink() ? await realpath(file) : file;
  } catch (error) {
    // The newest file may be full, and the next one not begun.
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

/** Where the catalog with this digest is kept, if it is; null for what is no digest. */
export function snapshotPath(file: string, digest: string): string | null {
  const digits = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  return digits === undefined ? null : join(snapshotDirectory(file), `sha256-${digits}.json`);
}
