import type { AuditedModel, AuditReport, RowVerdict } from '../audit-report.js';
import { addCounts, noRows, sumOf, type VerdictCounts } from './bar-parts.js';
import { rowVerdicts } from './row-verdicts.js';

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
