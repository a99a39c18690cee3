import type { AuditReport } from '../audit-report.js';
import { sumOf, type VerdictCounts } from './bar-parts.js';
import { countOf, formatCount, formatShare } from './format-numbers.js';
import { type Html, html } from './html.js';
import { renderBar } from './render-bar.js';
import { renderName } from './render-name.js';
import { rowVerdicts, verdictWords } from './row-verdicts.js';
import { type ShareRow, sharesByAuthor, sharesByModel, type TopShares } from './share-rows.js';
import { verdictBadge } from './verdict-icon.js';

/** Who wrote the rows: by model and by author. */
export function renderShares(report: AuditReport): Html {
  const { rows } = report.totals;
  return html`<section aria-labelledby="models">
<h2 id="models">Share by model</h2>
${renderTable(sharesByModel(report), { rows, one: 'model', nameless: 'No model named' })}
</section>
<section aria-labelledby="authors">
<h2 id="authors">Share by author</h2>
${renderTable(sharesByAuthor(report), { rows, one: 'author', nameless: 'No author' })}
</section>`;
}

interface ShareTable {
  /** Of the whole audit. */
  readonly rows: number;
  readonly one: string;
  readonly nameless: string;
}

function renderTable({ top, others }: TopShares, { rows, one, nameless }: ShareTable): Html {
  if (top.length === 0) return html`<p class="empty">No row was judged.</p>`;
  const longest = Math.max(...top.map((row) => row.rows), others === null ? 0 : sumOf(others.counts));
  const line = (name: Html, verdict: Html, counts: VerdictCounts): Html => html`<tr>
<th scope="row">${name} ${verdict}${renderBar(counts, longest)}</th>
<td class="number">${formatCount(sumOf(counts))}</td>
<td class="number">${formatShare(sumOf(counts), rows)}</td>
</tr>`;
  const shown = (row: ShareRow): Html =>
    line(renderName(row.name, nameless), renderVerdicts(row.counts), row.counts);
  return html`<table class="shares">
<caption>Worst verdict first, then most rows. Bars are drawn to the longest.</caption>
<thead><tr><th scope="col">${one === 'model' ? 'Model' : 'Author'}</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>
${top.map(shown)}
${others === null ? null : line(html`<span class="others">${countOf(others.count, `other ${one}`)}</span>`, renderVerdicts(others.counts), others.counts)}
</tbody>
</table>`;
}

/** One badge where all rows were judged alike, else the rows of each verdict. */
function renderVerdicts(counts: VerdictCounts): Html {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const [only] = present;
  if (only !== undefined && present.length === 1) return verdictBadge(only);
  const parts = present.map(
    (verdict) => `${formatCount(counts[verdict])} ${verdictWords[verdict].label.toLowerCase()}`,
  );
  return html`<span class="mixed">${parts.join(' · ')}</span>`;
}
