import { existsSync } from 'node:fs';
import { readLedger, snapshotPath } from '@distillable/ledger';

/** How often something is there, most first. */
export interface Counted {
  readonly name: string;
  readonly entries: number;
}

/** A catalog that entries were judged by. */
export interface CountedCatalog {
  /** Null where there was none. */
  readonly digest: string | null;
  readonly entries: number;
  /** Whether it is kept beside the ledger, so that its verdicts can be had again. */
  readonly isKept: boolean;
}

/** What is in a ledger, counted. */
export interface LedgerStats {
  readonly entries: number;
  readonly files: number;
  /** Times of the entries, ISO 8601; null where there are none. */
  readonly first: string | null;
  readonly last: string | null;
  readonly outcomes: readonly Counted[];
  /** By model that answers named; an answer may name several. */
  readonly served: readonly Counted[];
  readonly catalogs: readonly CountedCatalog[];
  /** Answers that were not to be used, by code. */
  readonly refused: readonly Counted[];
}

/** Reads a ledger and counts. @throws LedgerError */
export async function countLedger(file: string): Promise<LedgerStats> {
  const files = new Set<string>();
  const times: Span = { first: null, last: null };
  const [outcomes, served, refused] = [new Counter(), new Counter(), new Counter()];
  const catalogs = new Map<string | null, number>();
  let entries = 0;
  for await (const { file: path, entry } of readLedger(file)) {
    const { outcome, reasons, catalog, served: models } = entry.receipt;
    const digest = catalog?.digest ?? null;
    entries += 1;
    files.add(path);
    widen(times, entry.time);
    outcomes.add(outcome);
    for (const model of new Set(models.map(({ model }) => model))) served.add(model);
    for (const code of new Set(reasons.map(({ code }) => code))) refused.add(code);
    catalogs.set(digest, (catalogs.get(digest) ?? 0) + 1);
  }
  return {
    ...{ entries, files: files.size, ...times },
    ...{ outcomes: outcomes.all, served: served.all },
    catalogs: [...catalogs].map(([digest, count]) => ({
      digest,
      entries: count,
      isKept: isKept(file, digest),
    })),
    refused: refused.all,
  };
}

interface Span {
  first: string | null;
  last: string | null;
}

/** A clock may have gone back between two entries. */
function widen(span: Span, time: string): void {
  if (span.first === null || time < span.first) span.first = time;
  if (span.last === null || time > span.last) span.last = time;
}

function isKept(file: string, digest: string | null): boolean {
  const path = digest === null ? null : snapshotPath(file, digest);
  return path !== null && existsSync(path);
}

class Counter {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get all(): readonly Counted[] {
    return [...this.#counts]
      .map(([name, entries]) => ({ name, entries }))
      .sort((one, other) => other.entries - one.entries || (one.name < other.name ? -1 : 1));
  }
}
