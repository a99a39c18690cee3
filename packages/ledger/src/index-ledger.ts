import { ChainCheck, sha256 } from './ledger-entry.js';
import { LedgerError } from './ledger-error.js';
import { readEntry, readLedgerBatches } from './read-ledger.js';

/** What a ledger knows of a generation. */
export interface IndexedGeneration {
  /** The SHA-256 of the text of each completion; null where the entry has none. */
  readonly textHashes: readonly string[] | null;
  /** The models that the answer named. */
  readonly served: readonly string[];
  /** Whether the answer was verified. */
  readonly isVerified: boolean;
}

/**
 * Reads a ledger into a map by generation id. An id that comes again, as one that a cache replayed may, has the texts
 * and models of all of its entries. Entries without an id are left out.
 *
 * @throws LedgerError `LEDGER_UNREADABLE`; `LEDGER_DAMAGED` where the chain is broken: a ledger that was edited proves
 * nothing
 */
export async function indexLedger(file: string): Promise<ReadonlyMap<string, IndexedGeneration>> {
  const index = new Map<string, PackedGeneration>();
  const facts = new SharedFacts();
  const chain = new ChainCheck();
  for await (const batch of readLedgerBatches(file)) {
    for (const line of batch) {
      if (!line.isWhole) continue;
      const { seq, prev, receipt } = readEntry(line);
      if (!chain.follows({ seq, prev, hash: sha256(line.bytes) })) throw broken(line.file, line.line);
      if (receipt.id === null) continue;
      const { textHashes, outcome } = receipt;
      const served = receipt.served.map(({ model }) => model);
      const found = { textHashes, served, isVerified: outcome === 'verified' };
      const known = index.get(receipt.id);
      index.set(receipt.id, facts.pack(known === undefined ? found : merge(known, found)));
    }
  }
  return index;
}

function merge(one: IndexedGeneration, other: IndexedGeneration): IndexedGeneration {
  const hashes = [...(one.textHashes ?? []), ...(other.textHashes ?? [])];
  return {
    textHashes: one.textHashes === null && other.textHashes === null ? null : [...new Set(hashes)],
    served: [...new Set([...one.served, ...other.served])],
    isVerified: one.isVerified && other.isVerified,
  };
}

/** A generation in little memory: a ledger has millions. */
class PackedGeneration implements IndexedGeneration {
  /** The bytes of the hashes, a character each, which a string holds as a byte. */
  readonly #hashes: string | null;
  readonly #facts: Facts;

  constructor(textHashes: readonly string[] | null, facts: Facts) {
    this.#hashes = textHashes === null ? null : Buffer.from(textHashes.join(''), 'hex').toString('latin1');
    this.#facts = facts;
  }

  get textHashes(): readonly string[] | null {
    if (this.#hashes === null) return null;
    return Buffer.from(this.#hashes, 'latin1').toString('hex').match(/.{64}/g) ?? [];
  }

  get served(): readonly string[] {
    return this.#facts.served;
  }

  get isVerified(): boolean {
    return this.#facts.isVerified;
  }
}

type Facts = Omit<IndexedGeneration, 'textHashes'>;

/** Keeps what many generations have alike once: most answers come from few models. */
class SharedFacts {
  readonly #known = new Map<string, Facts>();

  pack({ textHashes, served, isVerified }: IndexedGeneration): PackedGeneration {
    const key = [isVerified, ...served].join('\n');
    let facts = this.#known.get(key);
    if (facts === undefined) {
      facts = { served, isVerified };
      this.#known.set(key, facts);
    }
    return new PackedGeneration(textHashes, facts);
  }
}

function broken(file: string, line: number): LedgerError {
  return new LedgerError(
    'LEDGER_DAMAGED',
    `The chain of the ledger is broken before line ${line} of ${file}, so it proves nothing. ` +
      'See `distillable ledger verify`.',
    { details: { file, line } },
  );
}
