import { countOf } from '@distillable/audit';
import { findSnapshots, readLedger } from '@distillable/ledger';
import { toPlainText } from '../../terminal/text.js';

/** How often something occurs. */
interface Counted {
  readonly name: string;
  readonly entries: number;
}

/** A catalog that entries were judged by. */
interface CountedCatalog {
  /** Null for entries that were judged without one. */
  readonly digest: string | null;
  readonly entries: number;
  /** Whether it is kept beside the ledger, so that its verdicts can be repeated. */
  readonly isKept: boolean;
}

/** The counts of a ledger. Every list begins with the most frequent item. */
export interface LedgerStats {
  readonly entries: number;
  readonly files: number;
  /** Times of the entries, ISO 8601; null if there are none. */
  readonly first: string | null;
  readonly last: string | null;
  readonly outcomes: readonly Counted[];
  /** By model that responses named; a response may name several. */
  readonly served: readonly Counted[];
  /** By host that responses named; a response may name several. */
  readonly hosts: readonly Counted[];
  readonly catalogs: readonly CountedCatalog[];
  /** Responses that must not be used, by code. */
  readonly refused: readonly Counted[];
}

/** Reads a ledger and counts. @throws LedgerError */
export async function countLedger(file: string): Promise<LedgerStats> {
  const files = new Set<string>();
  const times: Span = { first: null, last: null };
  const [outcomes, served, hosts, refused] = [new Counter(), new Counter(), new Counter(), new Counter()];
  const catalogs = new Map<string | null, number>();
  let entries = 0;
  for await (const { file: path, entry } of readLedger(file)) {
    const { outcome, reasons, catalog, served: models, hosts: namedHosts = [] } = entry.receipt;
    const digest = catalog?.digest ?? null;
    entries += 1;
    files.add(path);
    widen(times, entry.time);
    outcomes.add(outcome);
    for (const model of new Set(models.map(({ model }) => model))) served.add(model);
    for (const host of new Set(namedHosts.map(({ host }) => host))) hosts.add(host);
    for (const code of new Set(reasons.map(({ code }) => code))) refused.add(code);
    catalogs.set(digest, (catalogs.get(digest) ?? 0) + 1);
  }
  const kept = await findSnapshots(file);
  return {
    entries,
    files: files.size,
    first: times.first,
    last: times.last,
    outcomes: outcomes.all,
    served: served.all,
    hosts: hosts.all,
    catalogs: [...catalogs].map(([digest, count]) => ({
      digest,
      entries: count,
      isKept: digest !== null && kept.has(digest),
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

/** The counts for people: a section for each list. */
export function renderStats({ entries, files, first, last, ...counted }: LedgerStats): string {
  const catalogs = counted.catalogs.map(({ digest, entries: count, isKept }) => ({
    name: digest === null ? 'none' : `${digest}${isKept ? '' : ' (not kept)'}`,
    entries: count,
  }));
  return [
    `entries  ${entries} in ${countOf(files, 'file')}\n`,
    first === null ? '' : `time     ${toPlainText(`${first} to ${last}`)}\n`,
    section('outcome', counted.outcomes),
    section('served', counted.served),
    section('host', counted.hosts),
    section('catalog', catalogs),
    section('refused', counted.refused),
  ].join('');
}

function section(title: string, counted: readonly Counted[]): string {
  const width = Math.max(...counted.map(({ entries }) => String(entries).length));
  return counted
    .map(({ name, entries }, index) => {
      const label = (index === 0 ? title : '').padEnd(8);
      return `${label} ${String(entries).padStart(width)}  ${toPlainText(name)}\n`;
    })
    .join('');
}
