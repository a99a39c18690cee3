import { countOf, formatCount } from '../numbers.js';
import type { AuditMonth, AuditReport } from '../report.js';
import { formatMonth, type Html, html } from './html.js';
import {
  addCounts,
  noRows,
  renderColumn,
  renderSwatch,
  rowVerdicts,
  sumOf,
  type VerdictCounts,
  verdictWords,
} from './parts.js';

/** Rows by month; a sentence if no row has a time. */
export function renderTimeline({ timeline, totals }: AuditReport): Html {
  const body =
    timeline === null || timeline.length === 0
      ? html`<p class="empty">No row has a time, so there is nothing to draw.</p>`
      : renderMonths(monthColumns(timeline), totals.rows - timedRows(timeline));
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
${body}
</section>`;
}

function renderMonths(columns: MonthColumns, untimed: number): Html {
  const notes = [
    columns.gaps ? null : 'Months without rows are left out.',
    sumOf(columns.earlier) === 0
      ? null
      : 'Only the newest months are drawn; the table sums up what is earlier.',
    untimed > 0 ? `${countOf(untimed, 'row')} ${untimed === 1 ? 'has' : 'have'} no time.` : null,
  ].filter((note) => note !== null);
  return html`<figure class="timeline">
${renderChart(columns)}
<figcaption><span class="legend">${rowVerdicts.map(
    (verdict) => html`<span class="key">${renderSwatch(verdict)}${verdictWords[verdict].label}</span> `,
  )}</span>${notes.join(' ')}</figcaption>
</figure>
${renderMonthTable(columns)}`;
}

function renderChart({ months }: MonthColumns): Html {
  const max = Math.max(...months.map(({ counts }) => sumOf(counts)));
  return html`<div class="chart" aria-hidden="true">
<span class="max">${formatCount(max)} rows</span>
<div class="columns">
${months.map(
  ({ month, counts }, index) =>
    html`<div class="month">${renderColumn(counts, max)}${hasLabel(index, months.length) ? html`<span>${formatMonth(month)}</span>` : null}</div>`,
)}
</div>
</div>`;
}

/** Four labels fit side by side on the narrowest screen: the first, two between, and the last, which ends at the edge. */
function hasLabel(index: number, length: number): boolean {
  const isBetween = index % Math.ceil(length / 4) === 0 && index / length <= 0.55;
  return isBetween || index === length - 1;
}

function renderMonthTable({ months, earlier }: MonthColumns): Html {
  const total = months.reduce((sum, { counts }) => addCounts(sum, counts), earlier);
  const verdicts = rowVerdicts.filter((verdict) => total[verdict] > 0);
  const line = (name: string, counts: VerdictCounts): Html => html`<tr>
<th scope="row">${name}</th>
<td class="number">${formatCount(sumOf(counts))}</td>
${verdicts.map((verdict) => html`<td class="number">${formatCount(counts[verdict])}</td>`)}
</tr>`;
  return html`<div class="scroll" role="region" aria-label="Rows by month" tabindex="0"><table class="months">
<caption>Rows by month (UTC)</caption>
<thead><tr><th scope="col">Month</th><th scope="col" class="number">Rows</th>${verdicts.map(
    (verdict) => html`<th scope="col" class="number">${verdictWords[verdict].label}</th>`,
  )}</tr></thead>
<tbody>
${sumOf(earlier) === 0 ? null : line('Earlier', earlier)}
${months.filter(({ counts }) => sumOf(counts) > 0).map(({ month, counts }) => line(formatMonth(month), counts))}
</tbody>
</table></div>`;
}

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
