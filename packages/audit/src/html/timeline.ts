import { countOf, formatCount } from '../numbers.js';
import type { AuditReport } from '../report.js';
import { addCounts, rowVerdicts, sumOf, type VerdictCounts, verdictWords } from './facts.js';
import { type Html, html } from './html.js';
import { type MonthColumns, monthColumns, timedRows } from './months.js';
import { renderColumn, renderSwatch } from './parts.js';
import { formatMonth } from './text.js';

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
