import { countOf, formatCount } from '../numbers.js';
import { type Role, roles } from '../places/found-name.js';
import type { AuditedModel, AuditReport, ServedDifference } from '../report.js';
import { type Html, html } from './html.js';
import { renderName, verdictBadge } from './parts.js';

/** Models that are named for a role; the list of every model has the roles of each. */
const maxModels = 10;

/** What the models did, and where another one responded than was asked for. */
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
  const left = found.length - maxModels;
  const one = (model: AuditedModel): Html =>
    html`<span class="detail">${renderName(model.model, '')} (${formatCount(rowsIn(model, role))}) ${verdictBadge(model.verdict)}</span>`;
  return html`<tr>
<th scope="row"><strong>${role}</strong>${found.slice(0, maxModels).map(one)}${left > 0 ? html`<span class="detail">and ${countOf(left, 'more model')}</span>` : null}</th>
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
