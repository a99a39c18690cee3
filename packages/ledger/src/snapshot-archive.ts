import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type CatalogSnapshot,
  DistillableError,
  findDuplicateKey,
  parseSnapshot,
} from '@distillable/catalog';
import { writeFileAtomic } from '@distillable/catalog/file-store';
import type { LedgerProblem, LedgerProblemCode } from './chain.js';
import { type LedgerEntry, type LinePlace, sha256 } from './entry.js';
import { codeOf, unreadable } from './errors.js';
import { followLink } from './ledger-files.js';

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

/** What the entries of a ledger say about one catalog. */
interface NamedCatalog {
  /** The first entry that names it. */
  readonly place: LinePlace;
  /** What its file hashed to when entries were written. */
  readonly hashes: Set<string>;
  /** Whether some entry is older than that field. */
  isOld: boolean;
  /** Times at which it was read or confirmed, by the receipts. */
  readonly times: Set<string>;
}

function newlyNamed(place: LinePlace): NamedCatalog {
  return { place, isOld: false, hashes: new Set(), times: new Set() };
}

/** Compares the catalogs that are kept beside a ledger with what its entries say about them. */
export class ArchiveCheck {
  readonly #named = new Map<string, NamedCatalog>();

  add(place: LinePlace, { receipt: { catalog }, snapshotSha256, snapshotMissing }: LedgerEntry): void {
    if (catalog === null) return;
    const named = this.#named.get(catalog.digest) ?? newlyNamed(place);
    this.#named.set(catalog.digest, named);
    if (snapshotSha256 !== undefined) named.hashes.add(snapshotSha256);
    else if (snapshotMissing !== true) named.isOld = true;
    named.times.add(catalog.retrievedAt);
  }

  /**
   * To be called when all entries were added. A file must have the name of its digest; its content must be what entries
   * hashed, and, where some of them are older than these hashes, have been read at a time that a receipt of it says.
   *
   * @param files of the directory, listed before the entries were read: one that is written meanwhile is named later
   * @throws the system's error
   */
  async problems(files: readonly string[]): Promise<readonly LedgerProblem[]> {
    const found: LedgerProblem[] = [];
    const there = new Set<string>();
    for (const path of files) {
      const digest = digestOfName(path);
      if (digest !== null) there.add(digest);
      const problem = await this.#check(path, digest);
      if (problem !== null) found.push({ file: path, line: 1, offset: 0, ...problem });
    }
    for (const [digest, { place, hashes }] of this.#named) {
      if (hashes.size === 0 || there.has(digest)) continue;
      const message = `The catalog ${digest}, which was kept when this entry was written, is missing in the archive.`;
      found.push({ ...place, code: 'SNAPSHOT_MISSING', message });
    }
    return found;
  }

  async #check(path: string, digest: string | null): Promise<Problem | null> {
    const named = digest === null ? undefined : this.#named.get(digest);
    if (digest === null || named === undefined) {
      const message =
        'No entry of the ledger names this catalog. Move the file away, if it is not about to be named.';
      return { code: 'SNAPSHOT_UNNAMED', message };
    }
    const bytes = await readFile(path);
    const identity = readIdentity(bytes);
    if (identity instanceof DistillableError) return edited(identity.message);
    if (identity === null) return edited('It is not JSON, or has a field twice.');
    if (identity.digest !== digest) return edited(`Its content has the digest ${identity.digest}.`);
    const { hashes, times, isOld } = named;
    if (hashes.size > 0 && !(hashes.size === 1 && hashes.has(sha256(bytes))))
      return edited('Its bytes are not those that entries of the ledger hashed.');
    if (!isOld || times.has(identity.retrievedAt)) return null;
    return edited(`Its retrievedAt, ${identity.retrievedAt}, is not in any receipt that names it.`);
  }
}

interface Problem {
  readonly code: LedgerProblemCode;
  readonly message: string;
}

function edited(reason: string): Problem {
  return { code: 'SNAPSHOT_EDITED', message: `The file is not the catalog that was kept. ${reason}` };
}

/** Null where it is not JSON, or could be read in two ways. */
function readIdentity(bytes: Buffer): { digest: string; retrievedAt: string } | DistillableError | null {
  try {
    const text = bytes.toString();
    const { identity } = parseSnapshot(JSON.parse(text));
    return findDuplicateKey(text) === null ? identity : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (DistillableError.is(error)) return error;
    throw error;
  }
}
