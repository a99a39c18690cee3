import { countOf, formatCount } from '../numbers.js';
import type { AuditReport } from '../report.js';
import type { TermsBasis, TermsClaim } from '../terms-sum.js';
import { type Html, html, visibleText } from './html.js';
import { renderName } from './parts.js';

/** The duties of licences and terms, and the questions that they leave open. */
export function renderTerms({ terms }: AuditReport): Html {
  const { duties, conflicts, table } = terms;
  return html`<section aria-labelledby="owed">
<h2 id="owed">What you owe</h2>
${renderClaims(
  `Duties by the licences and terms of the models, as they were read until ${visibleText(table.date, 20)}. Whether one applies depends on what you do with the rows.`,
  duties.map((duty) => [duty.condition, duty] as const),
  'The texts that were read ask for nothing.',
)}
</section>
<section aria-labelledby="open">
<h2 id="open">Open questions</h2>
${renderClaims(
  "Where the texts differ from OpenRouter's label, or were not read. None of this changes a verdict.",
  conflicts.map((conflict) => [conflict.code, conflict] as const),
  "No text that was read differs from OpenRouter's label.",
)}
<p class="more">Which host served the rows is not known: its terms may forbid what the maker allows.</p>
</section>`;
}

function renderClaims(
  caption: string,
  claims: readonly (readonly [code: string, claim: TermsClaim])[],
  none: string,
): Html {
  if (claims.length === 0) return html`<p class="empty">${none}</p>`;
  return html`<table class="claims">
<caption>${caption}</caption>
<thead><tr><th scope="col">What the text says</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${claims.map(([code, claim]) => renderClaim(code, claim))}
</tbody>
</table>`;
}

/** Models and sources of a claim that are printed; the JSON report has all. */
const maxListed = 10;

function renderClaim(code: string, { text, rows, models, sources, ifMakerServes }: TermsClaim): Html {
  const more = models.length - maxListed;
  const names = models
    .slice(0, maxListed)
    .map(
      ({ model, rows: count }, index) =>
        html`${index === 0 ? '' : ', '}${renderName(model, '')} (${countOf(count, 'row')})`,
    );
  return html`<tr>
<th scope="row">${visibleText(text, 1000)} <code>${visibleText(code)}</code>
${ifMakerServes ? html`<span class="detail">Applies if the maker, or its cloud, served the rows.</span>` : null}
<span class="detail">${names}${more > 0 ? ` and ${countOf(more, 'more model')}` : ''}</span>
${sources.slice(0, maxListed).map((source) => html`<span class="detail">${describeBasis(source)}</span>`)}</th>
<td class="number">${formatCount(rows)}</td>
</tr>`;
}

function describeBasis({ entry, source, verified }: TermsBasis): Html {
  if (entry === null) return html`No entry in the table of terms`;
  return html`${visibleText(entry)}${source === null ? '' : html`: ${renderName(source, '')}`}${verified ? '' : ' (not verified)'}`;
}
