import { readFile } from 'node:fs/promises';
import { DistillableError, findDuplicateKey, parseSnapshot } from '@distillable/catalog';
import type { LedgerProblem, LedgerProblemCode } from './chain.js';
import { type LedgerEntry, type LinePlace, sha256 } from './entry.js';
import { digestOfName } from './snapshot-archive.js';

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
