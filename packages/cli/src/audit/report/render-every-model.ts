import type { AuditedModel, AuditReport } from '../audit-report.js';
import { formatCount } from './format-numbers.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';
import { renderName, renderPlace } from './render-name.js';
import { verdictBadge } from './verdict-icon.js';
import { visibleText } from './visible-text.js';

/** A data set can name any number of models; the JSON report has them all. */
const modelLimit = 500;

/** Each model with its verdict, why, by which catalog, and where it first stands. */
export function renderEveryModel({ models, catalogs }: AuditReport): Html {
  const dates = new Map(catalogs.map(({ digest, retrievedAt }) => [digest, retrievedAt]));
  const left = models.length - modelLimit;
  return html`<section aria-labelledby="every-model">
<h2 id="every-model">Every model</h2>
${
  models.length === 0
    ? html`<p class="empty">No row was judged.</p>`
    : html`<table class="every">
<caption>Why each model was judged as it was, and where it first stands in the data</caption>
<thead><tr><th scope="col">Model</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${models.slice(0, modelLimit).map((model) => renderModel(model, dates))}
</tbody>
</table>`
}
${left > 0 ? html`<p class="more">${formatCount(left)} more are in the JSON report (<code>--json</code>).</p>` : null}
</section>`;
}

function renderModel(audited: AuditedModel, dates: ReadonlyMap<string, string>): Html {
  const { model, verdict, code, message, rows, first } = audited;
  return html`<tr>
<th scope="row">${renderName(model, 'No model named')} ${verdictBadge(verdict)}
<span class="detail">${visibleText(message, 500)} <code>${code}</code></span>
<span class="detail">First in ${renderPlace(first)}. ${describeCatalogs(audited, dates)}</span></th>
<td class="number">${formatCount(rows)}</td>
</tr>`;
}

function describeCatalogs({ catalogs }: AuditedModel, dates: ReadonlyMap<string, string>): string {
  const known = catalogs.flatMap((digest) => dates.get(digest) ?? []).toSorted();
  const [oldest] = known;
  if (oldest === undefined || known.length < catalogs.length) return 'Judged by no catalog.';
  if (known.length === 1) return `Judged by the catalog of ${formatTime(oldest)}.`;
  return `Judged by ${formatCount(known.length)} catalogs since ${formatTime(oldest)}.`;
}
