import { type ChainEnd, chainStart, sha256 } from './entry.js';
import { LedgerError } from './errors.js';
import { readEntry, readLedgerBatches } from './read-ledger.js';

/** What a ledger knows of a generation. */
export interface IndexedGeneration {
  /** The SHA-256 of the text of each completion; null where the entry has none. */
  readonly textHashes: readonly string[] | null;
  /** The models that the response named. */
  readonly served: readonly string[];
  /** The hosts that it named. */
  readonly hosts: readonly string[];
  /** Whether the response was verified. */
  readonly isVerified: boolean;
}

/** A ledger, to compare rows with. */
export interface LedgerIndex {
  /** By generation id. */
  readonly generations: ReadonlyMap<string, IndexedGeneration>;
  /** Number and SHA-256 of the last entry: they stand for the whole chain. Entry 0 is none. */
  readonly head: ChainEnd;
}

/**
 * Reads a ledger into a map by generation id, to compare the rows of a dataset with. An id that occurs again, as one that
 * a cache replayed may, has the texts and models of all of its entries. Entries without an id are left out, and so is
 * what a crash tore.
 *
 * @param generations where they are added, so that several ledgers can be read into one map
 * @throws LedgerError `LEDGER_UNREADABLE`; `LEDGER_DAMAGED` where the chain is broken: a ledger that was edited proves
 * nothing
 */
export async function indexLedger(
  file: string,
  generations: Map<string, IndexedGeneration> = new Map(),
): Promise<LedgerIndex> {
  let end: ChainEnd = chainStart;
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      if (!line.isWhole) continue;
      const { seq, prev, receipt } = readEntry(line);
      if (seq !== end.seq + 1 || prev !== end.hash) throw broken(line.file, line.line);
      end = { seq, hash: sha256(line.bytes) };
      const { id, textHashes, outcome } = receipt;
      if (id === null) continue;
      const served = receipt.served.map(({ model }) => model);
      const hosts = receipt.hosts?.map(({ host }) => host) ?? [];
      const found = { textHashes, served, hosts, isVerified: outcome === 'verified' };
      const known = generations.get(id);
      generations.set(id, known === undefined ? found : merge(known, found));
    }
  }
  return { generations, head: end };
}

function merge(one: IndexedGeneration, other: IndexedGeneration): IndexedGeneration {
  const hashes = [...(one.textHashes ?? []), ...(other.textHashes ?? [])];
  return {
    textHashes: one.textHashes === null && other.textHashes === null ? null : [...new Set(hashes)],
    served: [...new Set([...one.served, ...other.served])],
    hosts: [...new Set([...one.hosts, ...other.hosts])],
    isVerified: one.isVerified && other.isVerified,
  };
}

function broken(file: string, line: number): LedgerError {
  const message = `The chain of the ledger is broken before line ${line} of ${file}, so it proves nothing.`;
  return new LedgerError('LEDGER_DAMAGED', `${message} See \`distillable ledger verify\`.`, {
    details: { file, line },
  });
}
