import type { AuditMonth } from '../report.js';
import { addCounts, noRows, sumOf, type VerdictCounts } from './facts.js';

/** What a timeline draws. */
export interface MonthColumns {
  /** In order. */
  readonly months: readonly { readonly month: string; readonly counts: VerdictCounts }[];
  /** Rows of the months before the first column. */
  readonly earlier: VerdictCounts;
  /** Whether months without rows are shown as gaps between the others. */
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
