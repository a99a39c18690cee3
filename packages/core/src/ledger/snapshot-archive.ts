import { mkdir, readdir } from 'node:fs/promises';
import type { CatalogSnapshot } from '@distillable/catalog/light';
import { writeWhole } from './durable-files.js';
import { codeOf } from './ledger-error.js';
import { snapshotDirectory, snapshotPath } from './ledger-files.js';

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
