import { countOf } from '@distillable/audit';
import {
  type LedgerProblem,
  type LedgerVerification,
  type PlacedEntry,
  readLedger,
  type VerifyOptions,
  verifyLedger,
} from '@distillable/ledger';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../errors.js';
import { outputFlags, parsePositiveInteger, showGlobalFlags } from '../flags.js';
import type { Io } from '../io.js';
import type { OpenSession, Session } from '../session.js';
import type { Colours } from '../terminal/style.js';
import { chooseTableStyle, renderTable, type TableColumn } from '../terminal/table.js';
import { toPlainText, toSafeJson } from '../terminal/text.js';
import { countLedger, renderStats } from './ledger/stats.js';

/** `distillable ledger` */
export function defineLedger(program: Command, open: OpenSession): void {
  const ledger = program
    .command('ledger')
    .description('show a ledger of receipts, and check that it is intact');
  showGlobalFlags(ledger.command('verify'), outputFlags)
    .argument('<file>', 'a ledger')
    .description('find lines and catalogs that were edited, removed or moved; exit code 1 if there are any')
    .option(
      '--head <hash>',
      'a head that was noted before: finds what was removed or changed up to it',
      parseHash,
    )
    .option(
      '--archive <directory>',
      'the catalogs that it names, if not in FILE.snapshots: they are checked, too',
    )
    .addHelpText('after', verifyExamples)
    .action(async (file: string, flags: VerifyOptions, command: Command) => {
      await runVerify(await open(command), file, flags);
    });
  showGlobalFlags(ledger.command('show'), outputFlags)
    .argument('<file>', 'a ledger')
    .description('print the newest entries, oldest first')
    .option('--id <id>', 'only those of this generation; exit code 1 if there are none')
    .option('--limit <n>', 'how many', parsePositiveInteger, 20)
    .addHelpText('after', showExamples)
    .action(async (file: string, flags: ShowFlags, command: Command) => {
      await runShow(await open(command), file, flags);
    });
  showGlobalFlags(ledger.command('stats'), outputFlags)
    .argument('<file>', 'a ledger')
    .description('count entries by outcome, model and catalog')
    .addHelpText('after', statsExamples)
    .action(async (file: string, _flags: unknown, command: Command) => {
      const { io, settings } = await open(command);
      const stats = await countLedger(file);
      io.stdout.write(settings.json ? `${toSafeJson(stats, 2)}\n` : renderStats(stats));
    });
  ledger.addHelpText('after', examples);
}

const rotated = 'Rotated files (ledger.jsonl.1 …) are read together with the file that is named.';

const verifyExamples = `
${rotated} The chain alone can't show that its last lines
are missing: keep the head that is printed in another place, and compare with it later.

Examples:
  distillable ledger verify ledger.jsonl
  distillable ledger verify ledger.jsonl --json | jq -r .head > head.txt
  distillable ledger verify ledger.jsonl --head "$(cat head.txt)"
  distillable ledger verify copy/ledger.jsonl --archive copy/catalogs`;

const showExamples = `
${rotated}

Examples:
  distillable ledger show ledger.jsonl --limit 5
  distillable ledger show ledger.jsonl --id gen-1756200000-abc --json | jq '.entries[].entry.receipt'`;

const statsExamples = `
${rotated}

Examples:
  distillable ledger stats ledger.jsonl
  distillable ledger stats ledger.jsonl --json | jq '.served[].name'`;

const examples = `
Examples:
  distillable ledger verify ledger.jsonl --head "$(cat head.txt)"
  distillable ledger show ledger.jsonl --limit 5
  distillable ledger stats ledger.jsonl`;

function parseHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Give the 64 hexadecimal digits that `ledger verify` printed as head.');
}

/** Which entries to show. */
interface ShowFlags {
  readonly id?: string;
  readonly limit: number;
}

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
  io.stdout.write(settings.json ? `${toSafeJson({ entries: found }, 2)}\n` : renderEntries(found, io));
  if (hidden > 0) notes.say(`${hidden} older not shown; --limit shows more.`);
  if (found.length > 0) return;
  notes.say(id === undefined ? 'The ledger has no entries.' : `No entry has the id ${id}.`);
  if (id !== undefined) endWith(exitCodes.rejected);
}

const columns: readonly TableColumn[] = [
  { header: 'SEQ', align: 'right', importance: 5 },
  { header: 'TIME', align: 'left', importance: 2 },
  { header: 'OUTCOME', align: 'left', importance: 6, isEssential: true, paint: paintOutcome },
  { header: 'SHAPE', align: 'left', importance: 1 },
  { header: 'SERVED', align: 'left', importance: 4 },
  { header: 'ID', align: 'left', importance: 3 },
];

function renderEntries(found: readonly PlacedEntry[], io: Io): string {
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

/** Green for what is proven, red for what must not be used. */
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

async function runVerify(session: Session, file: string, { head, archive }: VerifyOptions): Promise<void> {
  const { io, settings, notes, endWith } = session;
  const verification = await verifyLedger(file, { head, archive });
  const { problems } = verification;
  if (problems.length > 0) endWith(exitCodes.rejected);
  io.stdout.write(settings.json ? `${toSafeJson(verification, 2)}\n` : renderVerification(verification));
  if (problems.length === 0 && head === undefined) {
    notes.say(
      'Note the head elsewhere: only with --head does a later check show that the last lines are missing.',
    );
  }
}

function renderVerification({ entries, problems, head }: LedgerVerification): string {
  const result = problems.length === 0 ? 'the chain is whole' : countOf(problems.length, 'problem');
  return `${problems.map(describeProblem).join('')}${countOf(entries, 'entry', 'entries')}: ${result}\nhead ${head}\n`;
}

function describeProblem({ file, line, offset, code, message }: LedgerProblem): string {
  return `${toPlainText(`${file}:${line}: ${code} (byte ${offset}) ${message}`)}\n`;
}
