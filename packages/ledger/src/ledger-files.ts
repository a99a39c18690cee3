import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, realpath, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CatalogSnapshot } from '@distillable/catalog';
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

/**
 * Writes a file that nobody ever sees half of, the owner's alone (mode 0600).
 *
 * @throws the system's error; nothing is left then
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** Makes new and changed names outlive a power cut, where the platform lets a directory be synced. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    await directory.sync().finally(() => directory.close());
  } catch {
    // Windows and some network file systems can't.
  }
}

/** Catalogs by their digest, one file each: `sha256-<64 digits>.json`, as `distillable snapshot export` writes it. */
export interface SnapshotArchive {
  has(digest: string): boolean;
  /** Writes a snapshot, once. @throws the system's error */
  keep(snapshot: CatalogSnapshot): Promise<void>;
}

const fileName = /^sha256-([0-9a-f]{64})\.json$/;

/** The archive of a ledger. @throws the system's error */
export async function openSnapshotArchive(file: string): Promise<SnapshotArchive> {
  const directory = snapshotDirectory(file);
  const kept = new Set<string>();
  for (const name of await namesIn(directory)) {
    const digits = fileName.exec(name)?.[1];
    if (digits !== undefined) kept.add(`sha256:${digits}`);
  }
  return {
    has: (digest) => kept.has(digest),
    async keep(snapshot) {
      const { digest } = snapshot;
      if (kept.has(digest)) return;
      const path = snapshotPath(file, digest);
      if (path === null) throw new TypeError(`Not a snapshot's digest: ${digest}`);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeWhole(path, `${JSON.stringify(snapshot)}\n`);
      kept.add(digest);
    },
  };
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
