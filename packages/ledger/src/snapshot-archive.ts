import { readFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogSnapshot } from '@distillable/catalog';
import { writeFileAtomic } from '@distillable/catalog/file-store';
import { sha256 } from './entry.js';
import { codeOf, unreadable } from './errors.js';
import { followLink } from './paths.js';

/** The catalogs that the entries of a ledger were judged by, one file for each digest. */
export interface SnapshotArchive {
  has(digest: string): boolean;
  /** SHA-256 of the file of a catalog that is kept; null where it can't be read. Each file is read once. */
  hashOf(digest: string): string | null;
  /**
   * Writes a snapshot, once. One whose digest is not of the form `sha256:<64 digits>` is not kept.
   *
   * @throws the system's error
   */
  keep(snapshot: CatalogSnapshot): Promise<void>;
}

/** Opens the archive of a ledger for writing. @throws the system's error */
export async function openSnapshotArchive(file: string): Promise<SnapshotArchive> {
  const directory = archiveDirectory(file);
  const kept = new Map(await listArchive(directory));
  const hashes = new Map<string, string | null>();
  return {
    has: (digest) => kept.has(digest),
    hashOf(digest) {
      const path = kept.get(digest);
      const known = hashes.get(digest);
      if (path === undefined || known !== undefined) return known ?? null;
      const found = hashFile(path);
      hashes.set(digest, found);
      return found;
    },
    async keep(snapshot) {
      const { digest } = snapshot;
      if (kept.has(digest) || !/^sha256:[0-9a-f]{64}$/.test(digest)) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const path = join(directory, `${digest.replace(':', '-')}.json`);
      const text = `${JSON.stringify(snapshot)}\n`;
      await writeFileAtomic(path, text);
      kept.set(digest, path);
      hashes.set(digest, sha256(text));
    },
  };
}

/**
 * The catalogs that are kept beside a ledger: paths of exported snapshots by digest (`sha256:…`). Their content is not
 * read. Empty where none is kept.
 *
 * @throws LedgerError `LEDGER_UNREADABLE`
 */
export async function findSnapshots(file: string): Promise<ReadonlyMap<string, string>> {
  try {
    return await listArchive(archiveDirectory(await followLink(file)));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function hashFile(path: string): string | null {
  try {
    return sha256(readFileSync(path));
  } catch {
    return null;
  }
}

/** The directory of the catalogs that are kept beside a ledger. */
export function archiveDirectory(file: string): string {
  return `${file}.snapshots`;
}

async function listArchive(directory: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of await listSnapshotFiles(directory)) {
    const digest = digestOfName(path);
    if (digest !== null) found.set(digest, path);
  }
  return found;
}

/** The digest (`sha256:…`) of the catalog that a file of an archive is named after; null where it has another name. */
export function digestOfName(path: string): string | null {
  const digits = /^sha256-([0-9a-f]{64})\.json$/.exec(basename(path))?.[1];
  return digits === undefined ? null : `sha256:${digits}`;
}

/** Every JSON file in a directory, by name; none where there is no such directory. @throws the system's error */
export async function listSnapshotFiles(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(directory, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
