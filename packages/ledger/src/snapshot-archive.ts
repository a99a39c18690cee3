import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogSnapshot } from '@distillable/catalog';
import { writeFileAtomic } from '@distillable/catalog/file-store';
import { codeOf, unreadable } from './errors.js';
import { followLink } from './paths.js';

/** The catalogs that the entries of a ledger were judged by, one file for each digest. */
export interface SnapshotArchive {
  has(digest: string): boolean;
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
  const kept = new Set((await listArchive(directory)).keys());
  return {
    has: (digest) => kept.has(digest),
    async keep(snapshot) {
      const { digest } = snapshot;
      if (kept.has(digest) || !/^sha256:[0-9a-f]{64}$/.test(digest)) return;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFileAtomic(
        join(directory, `${digest.replace(':', '-')}.json`),
        `${JSON.stringify(snapshot)}\n`,
      );
      kept.add(digest);
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

function archiveDirectory(file: string): string {
  return `${file}.snapshots`;
}

async function listArchive(directory: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const name of await namesIn(directory)) {
    const digits = /^sha256-([0-9a-f]{64})\.json$/.exec(name)?.[1];
    if (digits !== undefined) found.set(`sha256:${digits}`, join(directory, name));
  }
  return found;
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
