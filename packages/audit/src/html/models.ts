import { countOf, formatCount, formatShare } from '../numbers.js';
import { type Role, roles } from '../places/found-name.js';
import type { AuditedModel, AuditReport, ServedDifference } from '../report.js';
import type { RowVerdict } from '../row-verdict.js';
import { formatTime, type Html, html, visibleText } from './html.js';
import {
  addCounts,
  noRows,
  renderBar,
  renderName,
  renderPlace,
  rowVerdicts,
  sumOf,
  type VerdictCounts,
  verdictBadge,
  verdictWords,
} from './parts.js';

/** The writers of the rows: by model and by author. */
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
  const max = Math.max(...top.map((row) => row.rows), others === null ? 0 : sumOf(others.counts));
  const line = (name: Html, verdict: Html, counts: VerdictCounts): Html => html`<tr>
<th scope="row">${name} ${verdict}${renderBar(counts, max)}</th>
<td class="number">${formatCount(sumOf(counts))}</td>
<td class="number">${formatShare(sumOf(counts), rows)}</td>
</tr>`;
  const shown = (row: ShareRow): Html =>
    line(renderName(row.name, nameless), renderVerdicts(row.counts), row.counts);
  return html`<table class="shares">
<caption>Worst verdict first, then most rows. Bars are relative to the longest.</caption>
<thead><tr><th scope="col">${one === 'model' ? 'Model' : 'Author'}</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>
${top.map(shown)}
${others === null ? null : line(html`<span class="others">${countOf(others.count, `other ${one}`)}</span>`, renderVerdicts(others.counts), others.counts)}
</tbody>
</table>`;
}

/** One badge if all rows were judged alike, otherwise the rows of each verdict. */
function renderVerdicts(counts: VerdictCounts): Html {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const [only] = present;
  if (only !== undefined && present.length === 1) return verdictBadge(only);
  const parts = present.map(
    (verdict) => `${formatCount(counts[verdict])} ${verdictWords[verdict].label.toLowerCase()}`,
  );
  return html`<span class="mixed">${parts.join(' · ')}</span>`;
}

interface ShareRow {
  readonly name: string | null;
  readonly counts: VerdictCounts;
  readonly rows: number;
  /** The worst verdict among its rows. */
  readonly worst: RowVerdict;
}

/** The first lines one by one, and all others as one. */
interface TopShares {
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

/** Models that are named for a role; the list of every model has the roles of each. */
const maxInRole = 10;

/** The roles of the models, and the rows whose response came from another model than requested. */
export function renderRoles({ models, differences }: AuditReport): Html {
  const named = roles.filter((role) => models.some((model) => rowsIn(model, role) > 0));
  return html`<section aria-labelledby="roles">
<h2 id="roles">Models by role</h2>
${
  named.length === 0
    ? html`<p class="empty">No row names a model.</p>`
    : html`<table class="roles">
<caption>A row is as good as its worst name, in any role, unless that role was left out. In brackets, the rows that name the model in this role.</caption>
<thead><tr><th scope="col">Role</th><th scope="col" class="number">Models</th></tr></thead>
<tbody>
${named.map((role) => renderRole(role, models))}
</tbody>
</table>`
}
</section>
${differences.length === 0 ? null : renderDifferences(differences)}`;
}

function rowsIn({ roles: counts }: AuditedModel, role: Role): number {
  return counts[role] ?? 0;
}

function renderRole(role: Role, models: readonly AuditedModel[]): Html {
  const found = models.filter((model) => rowsIn(model, role) > 0);
  const left = found.length - maxInRole;
  const one = (model: AuditedModel): Html =>
    html`<span class="detail">${renderName(model.model, '')} (${formatCount(rowsIn(model, role))}) ${verdictBadge(model.verdict)}</span>`;
  return html`<tr>
<th scope="row"><strong>${role}</strong>${found.slice(0, maxInRole).map(one)}${left > 0 ? html`<span class="detail">and ${countOf(left, 'more model')}</span>` : null}</th>
<td class="number">${formatCount(found.length)}</td>
</tr>`;
}

function renderDifferences(differences: readonly ServedDifference[]): Html {
  const line = ({ requested, served, rows }: ServedDifference): Html => html`<tr>
<th scope="row">${renderName(served, '')}<span class="detail">requested: ${renderName(requested, '')}</span></th>
<td class="number">${formatCount(rows)}</td>
</tr>`;
  return html`<section aria-labelledby="differences">
<h2 id="differences">Served by another model than requested</h2>
<table>
<caption>The served model counts.</caption>
<thead><tr><th scope="col">Served</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${differences.map(line)}
</tbody>
</table>
</section>`;
}

/** A data set can name any number of models; the JSON report has them all. */
const maxModels = 500;

/** Each model with its verdict, why, by which catalog, and where it first occurs. */
export function renderEveryModel({ models, catalogs }: AuditReport): Html {
  const dates = new Map(catalogs.map(({ digest, retrievedAt }) => [digest, retrievedAt]));
  const left = models.length - maxModels;
  return html`<section aria-labelledby="every-model">
<h2 id="every-model">Every model</h2>
${
  models.length === 0
    ? html`<p class="empty">No row was judged.</p>`
    : html`<table class="every">
<caption>The reason for each verdict, and where the model first occurs in the data</caption>
<thead><tr><th scope="col">Model</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${models.slice(0, maxModels).map((model) => renderModel(model, dates))}
</tbody>
</table>`
}
${left > 0 ? html`<p class="more">${formatCount(left)} more are in the JSON report (<code>--json</code>).</p>` : null}
</section>`;
}

function renderModel(audited: AuditedModel, dates: ReadonlyMap<string, string>): Html {
  const { model, verdict, code, message, rows, first, places } = audited;
  return html`<tr>
<th scope="row">${renderName(model, 'No model named')} ${verdictBadge(verdict)}
<span class="detail">${visibleText(message, 500)} <code>${code}</code></span>
${places.length === 0 ? null : html`<span class="detail">${describeRoles(audited)}</span>`}
<span class="detail">First in ${renderPlace(first)}. ${describeCatalogs(audited, dates)}</span></th>
<td class="number">${formatCount(rows)}</td>
</tr>`;
}

/** Places of a model that are printed. */
const maxPlaces = 5;

/** `As chosen in 5 rows, rejected in 3; in chosen_model, rejected_model.` */
function describeRoles({ roles, places }: AuditedModel): Html {
  const counts = Object.entries(roles).map(([role, rows]) => `${role} in ${countOf(rows, 'row')}`);
  const named = places
    .slice(0, maxPlaces)
    .map((place, index) => html`${index === 0 ? '' : ', '}${renderName(place, '')}`);
  const left = places.length - named.length;
  return html`As ${counts.join(', ')}: ${named}${left > 0 ? ` and ${countOf(left, 'more place')}` : ''}.`;
}

function describeCatalogs({ catalogs }: AuditedModel, dates: ReadonlyMap<string, string>): string {
  const known = catalogs.flatMap((digest) => dates.get(digest) ?? []).toSorted();
  const [oldest] = known;
  if (oldest === undefined || known.length < catalogs.length) return 'Judged by no catalog.';
  if (known.length === 1) return `Judged by the catalog of ${formatTime(oldest)}.`;
  return `Judged by ${formatCount(known.length)} catalogs since ${formatTime(oldest)}.`;
}
