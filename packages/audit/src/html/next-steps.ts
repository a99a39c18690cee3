import { countLedgerFindings } from '../ledger-check.js';
import type { AuditedModel, AuditMonth, AuditReport, RowCode, RowVerdict } from '../report.js';
import { countOf, formatCount, formatShare } from './format-numbers.js';

/** One thing to do, in order of urgency. */
export interface NextStep {
  readonly title: string;
  readonly text: string;
  /** A command line that does it, or helps to. */
  readonly command: string | null;
  /** The models it is about, worst first. */
  readonly models: readonly AuditedModel[];
}

type StepMaker = (report: AuditReport) => NextStep | null;

/** What to do about what an audit found; the last step holds for every data set. */
export function nextSteps(report: AuditReport): readonly NextStep[] {
  return stepMakers.flatMap((makeStep) => makeStep(report) ?? []);
}

const leaveSample: StepMaker = ({ catalogs }) =>
  catalogs.every(({ sample }) => sample === null)
    ? null
    : step(
        'Judge again by OpenRouter’s own list',
        'These verdicts rest on a sample of permissions, made for trying things out. They say nothing of today’s permissions: read the real list, then run the same audit with it.',
        'distillable refresh',
      );

const removeRefused: StepMaker = ({ models, totals }) => {
  const refused = totals.verdicts['not-distillable'];
  if (refused === 0) return null;
  const found = models.filter(({ verdict }) => verdict === 'not-distillable');
  return step(
    `Take out ${countOf(refused, 'row')} of ${countOf(found.length, 'model')} that ${found.length === 1 ? 'is' : 'are'} not distillable`,
    'Do not train on them. The command keeps what is proven distillable in one file and puts everything else into another. If you need the rows, generate them anew with one of the models named here.',
    'distillable audit FILES --out clean.jsonl --rejects rejected.jsonl',
    found,
  );
};

/** Codes of unknown rows that have a step of their own. */
const ownSteps: ReadonlySet<RowCode> = new Set<RowCode>(['NO_CATALOG_AT_TIME', 'ADMITTED_BY_POLICY']);

const resolveUnknown: StepMaker = ({ models }) => {
  const found = models.filter(({ verdict, code }) => verdict === 'unknown' && !ownSteps.has(code));
  if (found.length === 0) return null;
  return step(
    `Find out what ${formatCount(found.length)} unknown ${found.length === 1 ? 'name stands' : 'names stand'} for`,
    `${rowsOf(found)} can’t be proven. Correct the names that are misspelt; where the server picked the model, look up the generation in your ledger or at OpenRouter. What stays unknown does not belong in the training set.`,
    null,
    found,
  );
};

const widenArchive: StepMaker = ({ models }) => {
  const found = models.filter(({ code }) => code === 'NO_CATALOG_AT_TIME');
  if (found.length === 0) return null;
  return step(
    'Add older catalogs, or the time of the rows',
    `${rowsOf(found)} have no time, or one before the oldest snapshot of the archive, so no catalog of their day can judge them. Add snapshots from that time, or name the column that holds it.`,
    'distillable audit FILES --archive DIRECTORY --time-field COLUMN',
  );
};

const nameModels: StepMaker = ({ totals }) =>
  totals.verdicts.unnamed === 0
    ? null
    : step(
        `Say which model wrote ${countOf(totals.verdicts.unnamed, 'row')}`,
        'No model is named in them. If another column holds it, name that column; if none does, leave the rows out: nobody can prove where they come from.',
        'distillable audit FILES --model-field COLUMN',
      );

const proveAdmitted: StepMaker = ({ models }) => {
  const found = models.filter(({ code }) => code === 'ADMITTED_BY_POLICY');
  return found.length === 0
    ? null
    : step(
        `Keep your own proof for ${rowsOf(found)} that only the policy admits`,
        'Their models stand in no public list, so they are counted as unknown. File the licence or the contract that allows the training beside this report.',
        null,
        found,
      );
};

const mendCorrupt: StepMaker = ({ totals }) =>
  totals.corrupt === 0
    ? null
    : step(
        `Mend or drop ${countOf(totals.corrupt, 'corrupt row')}`,
        'They could not be read, so they were not judged. Their places are listed below, by line and byte offset.',
      );

const followLedger: StepMaker = ({ ledger }) => {
  const findings = countLedgerFindings(ledger);
  return findings === 0
    ? null
    : step(
        `Explain ${countOf(findings, 'row')} that the ledger speaks against`,
        'A row without an entry was not recorded when it was generated; a row whose text or model differs was changed afterwards. Check first that the ledger itself is whole.',
        'distillable ledger verify LEDGER',
      );
};

const readLicences: StepMaker = ({ totals }) =>
  totals.rows === 0
    ? step('Check the input', 'No row was found. Check the paths and the format, then run the audit again.')
    : step(
        'Read the licences, and keep this report with the data',
        'The catalog tells what authors declared to OpenRouter; the licence of each model decides. Run the audit again when rows are added.',
      );

const stepMakers: readonly StepMaker[] = [
  leaveSample,
  removeRefused,
  resolveUnknown,
  widenArchive,
  nameModels,
  proveAdmitted,
  mendCorrupt,
  followLedger,
  readLicences,
];

function step(
  title: string,
  text: string,
  command: string | null = null,
  models: readonly AuditedModel[] = [],
): NextStep {
  return { title, text, command, models };
}

function rowsOf(models: readonly AuditedModel[]): string {
  return countOf(
    models.reduce((sum, { rows }) => sum + rows, 0),
    'row',
  );
}

export type Standing = 'allowed' | 'not-allowed' | 'not-proven';

/** The audit in one word and one sentence. */
interface OverallVerdict {
  readonly standing: Standing;
  readonly word: string;
  readonly sentence: string;
  /** What else speaks against it, where the sentence tells the worst alone. */
  readonly besides: string | null;
}

/**
 * What the whole data set may be said to be. `allowed` only when nothing at all speaks against it: every row
 * distillable by a real catalog, none unreadable, and no ledger that disagrees.
 */
export function overallVerdict(report: AuditReport): OverallVerdict {
  const { rows, verdicts } = report.totals;
  const doubts = findDoubts(report);
  const besides = doubts.length === 0 ? null : `Besides, ${joinDoubts(doubts)}.`;
  const refused = verdicts['not-distillable'];
  if (refused > 0) {
    const share = `${formatCount(refused)} of ${countOf(rows, 'row')} (${formatShare(refused, rows)})`;
    const sentence = `${share} ${refused === 1 ? 'names a model that is' : 'name models that are'} not distillable.`;
    return { standing: 'not-allowed', word: 'Not allowed', sentence, besides };
  }
  if (rows === 0) {
    const sentence = 'There is no row to judge.';
    return { standing: 'not-proven', word: 'Not proven', sentence, besides };
  }
  if (doubts.length > 0) {
    const sentence = `No row names a model that is known not to be distillable, but ${joinDoubts(doubts)}.`;
    return { standing: 'not-proven', word: 'Not proven', sentence, besides: null };
  }
  const subject =
    rows === 1 ? 'The one row names a model that was' : `All ${countOf(rows, 'row')} name models that were`;
  return {
    standing: 'allowed',
    word: 'Allowed',
    sentence: `${subject} distillable according to the catalog that judged ${rows === 1 ? 'it' : 'them'}.`,
    besides: null,
  };
}

function findDoubts({ totals, catalogs, ledger }: AuditReport): readonly string[] {
  const { rows, verdicts, corrupt } = totals;
  const unjudged =
    rows - verdicts['not-distillable'] - verdicts.unknown - verdicts.unnamed - verdicts.distillable;
  const doubts: [boolean, string][] = [
    [verdicts.unknown > 0, `${countOf(verdicts.unknown, 'row')} can’t be proven`],
    [
      verdicts.unnamed > 0,
      `${countOf(verdicts.unnamed, 'row')} ${verdicts.unnamed === 1 ? 'names' : 'name'} no model`,
    ],
    [unjudged !== 0, 'the verdicts do not add up to all rows'],
    [corrupt > 0, `${countOf(corrupt, 'row')} can’t be read`],
    [
      countLedgerFindings(ledger) > 0,
      `the ledger speaks against ${countOf(countLedgerFindings(ledger), 'row')}`,
    ],
    [
      catalogs.some(({ sample }) => sample !== null),
      'the catalog is a sample, not OpenRouter’s list of today',
    ],
  ];
  return doubts.filter(([holds]) => holds).map(([, text]) => text);
}

function joinDoubts(doubts: readonly string[]): string {
  const [last, ...before] = doubts.toReversed();
  return before.length === 0 ? (last ?? '') : `${before.toReversed().join(', ')}, and ${last}`;
}

/** What a verdict is called in the report, and what it means. */
interface VerdictWords {
  readonly label: string;
  readonly meaning: string;
}

/** Worst first: the order of every list, bar and legend. */
export const rowVerdicts: readonly RowVerdict[] = ['not-distillable', 'unknown', 'unnamed', 'distillable'];

export const verdictWords: Readonly<Record<RowVerdict, VerdictWords>> = {
  'not-distillable': {
    label: 'Not distillable',
    meaning:
      'The model is in the catalog, but its author has not allowed training on its text, or your policy refuses it.',
  },
  unknown: {
    label: 'Unknown',
    meaning:
      'Nothing proves that the model may be used: no such model, or the server picked it, or no catalog for that time.',
  },
  unnamed: { label: 'No model named', meaning: 'The row does not say which model wrote it.' },
  distillable: {
    label: 'Distillable',
    meaning: "The model is in OpenRouter's list of models whose author has allowed training on their text.",
  },
};

/** A line of a table of shares. */
export interface ShareRow {
  readonly name: string | null;
  readonly counts: VerdictCounts;
  readonly rows: number;
  /** The worst verdict among its rows. */
  readonly worst: RowVerdict;
}

/** The first lines one by one, and all others as one. */
export interface TopShares {
  readonly top: readonly ShareRow[];
  readonly others: { readonly count: number; readonly counts: VerdictCounts } | null;
}

/** Models by worst verdict, then by rows; a model that was judged in more than one way has a line for each. */
export function sharesByModel({ models }: AuditReport, limit = 20): TopShares {
  return topShares(
    models.map((model) => shareRow(model.model, countsOf(model))),
    limit,
  );
}

/** Authors by worst verdict, then by rows. */
export function sharesByAuthor({ models }: AuditReport, limit = 20): TopShares {
  const authors = new Map<string | null, VerdictCounts>();
  for (const model of models) {
    authors.set(model.author, addCounts(authors.get(model.author) ?? noRows, countsOf(model)));
  }
  return topShares(
    [...authors].map(([author, counts]) => shareRow(author, counts)),
    limit,
  );
}

function topShares(rows: readonly ShareRow[], limit: number): TopShares {
  const sorted = rows.toSorted(
    (left, right) =>
      rowVerdicts.indexOf(left.worst) - rowVerdicts.indexOf(right.worst) || right.rows - left.rows,
  );
  // A single one left over is shown as it is: "1 other" would take the same room and say less.
  const end = sorted.length === limit + 1 ? sorted.length : limit;
  const rest = sorted.slice(end);
  const counts = rest.reduce((sum, row) => addCounts(sum, row.counts), noRows);
  return { top: sorted.slice(0, end), others: rest.length === 0 ? null : { count: rest.length, counts } };
}

function shareRow(name: string | null, counts: VerdictCounts): ShareRow {
  const worst = rowVerdicts.find((verdict) => counts[verdict] > 0) ?? 'unknown';
  return { name, counts, rows: sumOf(counts), worst };
}

function countsOf({ verdict, rows }: AuditedModel): VerdictCounts {
  return { ...noRows, [verdict]: rows };
}

/** What a timeline draws. */
export interface MonthColumns {
  /** In order. */
  readonly months: readonly { readonly month: string; readonly counts: VerdictCounts }[];
  /** Rows of the months before the first column. */
  readonly earlier: VerdictCounts;
  /** Whether months without rows stand between the others as gaps. */
  readonly gaps: boolean;
}

/**
 * The newest months, at most `limit`. Months without rows are kept as gaps, unless the times are spread too widely
 * for that: then only months with rows are drawn.
 */
export function monthColumns(timeline: readonly AuditMonth[], limit = 36): MonthColumns {
  const first = timeline[0];
  const last = timeline.at(-1);
  if (first === undefined || last === undefined) return { months: [], earlier: noRows, gaps: true };
  const span = monthNumber(last.month) - monthNumber(first.month) + 1;
  if (span <= limit) {
    const counts = new Map(timeline.map(({ month, rows }) => [month, rows]));
    const months = Array.from({ length: span }, (_, index) => monthName(monthNumber(first.month) + index));
    return {
      months: months.map((month) => ({ month, counts: counts.get(month) ?? noRows })),
      earlier: noRows,
      gaps: true,
    };
  }
  return {
    months: timeline.slice(-limit).map(({ month, rows }) => ({ month, counts: rows })),
    earlier: timeline.slice(0, -limit).reduce((sum, { rows }) => addCounts(sum, rows), noRows),
    gaps: false,
  };
}

/** Rows that are in some month. */
export function timedRows(timeline: readonly AuditMonth[]): number {
  return timeline.reduce((sum, { rows }) => sum + sumOf(rows), 0);
}

/** Months since year 0. */
function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthName(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

export type VerdictCounts = Readonly<Record<RowVerdict, number>>;

/** A part of a bar, in percent of the bar's whole track. */
export interface BarPart {
  readonly verdict: RowVerdict;
  readonly start: number;
  readonly size: number;
}

/** The least that a part takes of its bar, in percent, so that one bad row among millions is still seen. */
const leastSize = 1;

/** The parts of a stacked bar, worst first, end to end; `length` is the bar's in percent of its track. */
export function barParts(counts: VerdictCounts, length: number): readonly BarPart[] {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const total = sumOf(counts);
  const shares = present.map((verdict) => Math.max((counts[verdict] / total) * 100, leastSize));
  const scale = length / shares.reduce((sum, share) => sum + share, 0);
  let start = 0;
  return present.map((verdict, index) => {
    const size = (shares[index] ?? 0) * scale;
    const part = { verdict, start, size };
    start += size;
    return part;
  });
}

export function sumOf(counts: VerdictCounts): number {
  return rowVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
}

export function addCounts(left: VerdictCounts, right: VerdictCounts): VerdictCounts {
  return {
    'not-distillable': left['not-distillable'] + right['not-distillable'],
    unknown: left.unknown + right.unknown,
    unnamed: left.unnamed + right.unnamed,
    distillable: left.distillable + right.distillable,
  };
}

export const noRows: VerdictCounts = { 'not-distillable': 0, unknown: 0, unnamed: 0, distillable: 0 };
