import type { AuditedModel, AuditReport, RowVerdict } from '../report.js';

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
      'The model is in the catalog, but its author has not allowed training on its text, or your policy rejects it.',
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

export type VerdictCounts = Readonly<Record<RowVerdict, number>>;

/** A part of a bar, in percent of the bar's whole track. */
export interface BarPart {
  readonly verdict: RowVerdict;
  readonly start: number;
  readonly size: number;
}

/** Minimum size of a part, in percent of its bar, so that one bad row among millions is still visible. */
const minSize = 1;

/** The parts of a stacked bar, worst first, end to end; `length` is the bar's in percent of its track. */
export function barParts(counts: VerdictCounts, length: number): readonly BarPart[] {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const total = sumOf(counts);
  const shares = present.map((verdict) => Math.max((counts[verdict] / total) * 100, minSize));
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
