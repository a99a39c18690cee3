import {
  findSnapshots,
  type LedgerProblem,
  type LedgerVerification,
  type PlacedEntry,
  readLedger,
  verifyLedger,
} from '@distillable/ledger';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../errors.js';
import { parsePositiveInteger } from '../flag-values.js';
import type { Io } from '../io.js';
import type { OpenSession, Session } from '../session.js';
import { chooseTableStyle } from '../terminal/style.js';
import { type Colours, renderTable, type TableColumn } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';

/** `distillable ledger` */
export function defineLedger(program: Command, open: OpenSession): void {
  const ledger = program.command('ledger').description('look into a ledger of receipts, and prove it whole');
  ledger
    .command('verify <file>')
    .description('find lines that were edited, removed, moved or repeated; exit code 1 where there are any')
    .option('--head <hash>', 'a head that was noted before: shows that nothing is missing since', parseHash)
    .action(async (file: string, flags: { readonly head?: string }, command: Command) => {
      await runVerify(await open(command), file, flags.head);
    });
  ledger
    .command('show <file>')
    .description('print the newest entries, oldest first')
    .option('--id <id>', 'only those of this generation; exit code 1 where there are none')
    .option('--limit <n>', 'how many', parsePositiveInteger, 20)
    .action(async (file: string, flags: ShowFlags, command: Command) => {
      await runShow(await open(command), file, flags);
    });
  ledger
    .command('stats <file>')
    .description('count entries by outcome, model and catalog')
    .action(async (file: string, _flags: unknown, command: Command) => {
      await runStats(await open(command), file);
    });
  ledger.addHelpText('after', examples);
}

function parseHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Give the 64 hexadecimal digits that `ledger verify` printed as head.');
}

const examples = `
Rotated files (ledger.jsonl.1 …) are read with the one that is named.
Examples:
  distillable ledger verify ledger.jsonl
  distillable ledger verify ledger.jsonl --head "$(cat head.txt)"
  distillable ledger show ledger.jsonl --id gen-1756200000-abc --json | jq .entries[].entry.receipt
  distillable ledger stats ledger.jsonl`;

/** Which entries to show. */
interface ShowFlags {
  readonly id?: string;
  readonly limit: number;
}

/** `distillable ledger show` */
async function runShow(session: Session, file: string, { id, limit }: ShowFlags): Promise<void> {
  const { io, settings, notes, endWith } = session;
  const found: PlacedEntry[] = [];
  let hidden = 0;
  for await (const placed of readLedger(file)) {
    if (id !== undefined && placed.entry.receipt.id !== id) continue;
    found.push(placed);
    if (found.length > limit) {
      found.shift();
      hidden += 1;
    }
  }
  io.stdout.write(settings.json ? `${toSafeJson({ entries: found }, 2)}\n` : await describe(found, io));
  if (hidden > 0) notes.say(`${hidden} older not shown; --limit shows more.`);
  if (found.length > 0) return;
  notes.say(id === undefined ? 'The ledger has no entries.' : `No entry has the id ${id}.`);
  if (id !== undefined) endWith(exitCodes.rejected);
}

const columns: readonly TableColumn[] = [
  { header: 'SEQ', align: 'right', importance: 5 },
  { header: 'TIME', align: 'left', importance: 2 },
  { header: 'OUTCOME', align: 'left', importance: 6, paint: paintOutcome },
  { header: 'ENDPOINT', align: 'left', importance: 1 },
  { header: 'SERVED', align: 'left', importance: 4 },
  { header: 'ID', align: 'left', importance: 3 },
];

async function describe(found: readonly PlacedEntry[], io: Io): Promise<string> {
  if (found.length === 0) return '';
  const rows = found.map(({ entry: { seq, time, receipt } }) =>
    [
      String(seq),
      time,
      receipt.outcome,
      receipt.endpoint,
      receipt.served.map(({ model }) => model).join(', ') || '–',
      receipt.id ?? '–',
    ].map(toPlainText),
  );
  return renderTable({ columns, rows }, chooseTableStyle(io)).text;
}

/** `distillable ledger stats` */
async function runStats({ io, settings }: Session, file: string): Promise<void> {
  const stats = await countLedger(file);
  io.stdout.write(settings.json ? `${toSafeJson(stats, 2)}\n` : describeOfRunStats(stats));
}

function describeOfRunStats({ entries, files, first, last, ...counted }: LedgerStats): string {
  const where = `${entries} in ${files} ${files === 1 ? 'file' : 'files'}`;
  const catalogs = counted.catalogs.map(({ digest, entries: count, isKept }) => ({
    name: digest === null ? 'none' : `${digest}${isKept ? '' : ' (not kept)'}`,
    entries: count,
  }));
  return [
    `entries  ${where}\n`,
    first === null ? '' : `time     ${toPlainText(`${first} to ${last}`)}\n`,
    section('outcome', counted.outcomes),
    section('served', counted.served),
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

/** `distillable ledger verify` */
async function runVerify(session: Session, file: string, head: string | undefined): Promise<void> {
  const { io, settings, notes, endWith } = session;
  const verification = await verifyLedger(file, { head });
  const { problems } = verification;
  if (problems.length > 0) endWith(exitCodes.rejected);
  io.stdout.write(settings.json ? `${toSafeJson(verification, 2)}\n` : describeOfRunVerify(verification));
  if (problems.length === 0 && head === undefined) {
    notes.say(
      'Note the head elsewhere: only with --head does a later look show that the last lines are missing.',
    );
  }
}

function describeOfRunVerify({ entries, problems, head }: LedgerVerification): string {
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
  const result =
    problems.length === 0
      ? `${counted}: the chain is whole`
      : `${counted}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  return `${problems.map(describeProblem).join('')}${result}\nhead ${head}\n`;
}

function describeProblem({ file, line, offset, code, message }: LedgerProblem): string {
  return `${toPlainText(`${file}:${line}: ${code} (byte ${offset}) ${message}`)}\n`;
}

/** How often something is there, most first. */
interface Counted {
  readonly name: string;
  readonly entries: number;
}

/** A catalog that entries were judged by. */
interface CountedCatalog {
  /** Null where there was none. */
  readonly digest: string | null;
  readonly entries: number;
  /** Whether it is kept beside the ledger, so that its verdicts can be had again. */
  readonly isKept: boolean;
}

/** What is in a ledger, counted. */
interface LedgerStats {
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
async function countLedger(file: string): Promise<LedgerStats> {
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
  const kept = await findSnapshots(file);
  return {
    ...{ entries, files: files.size, ...times },
    ...{ outcomes: outcomes.all, served: served.all },
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

/** Green for what is proven, red for what may not be used. */
function paintOutcome(text: string, { green, red, yellow }: Colours): string {
  switch (text.trim()) {
    case 'verified':
      return green(text);
    case 'unverified':
      return red(text);
    default:
      return yellow(text);
  }
}
