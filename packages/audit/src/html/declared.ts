import { describeDeclarations } from '../basis.js';
import { countOf } from '../numbers.js';
import type { NamedOutside, OutsideModel } from '../outside/judge-descriptions.js';
import type { AuditReport } from '../report.js';
import { type Html, html, visibleText } from './html.js';
import { renderFile, renderName, verdictBadge } from './parts.js';

/** Beside the verdict, where it rests on the user's word. */
export function renderDeclaredNotice({ declarations }: AuditReport): Html | null {
  const described = describeDeclarations(declarations);
  return described.length === 0
    ? null
    : html`<p class="notice" role="note"><strong>Declared.</strong> The verdicts rest on ${countOf(described.length, 'declaration')} as well, which ${described.length === 1 ? 'is' : 'are'} no fact of the data: see <a href="#declared">what was declared</a>.</p>`;
}

/** Facts about the data that are not in its rows: the user's declarations, and models that files beside it name. */
export function renderDeclared({ declarations, outside }: AuditReport): Html {
  const described = describeDeclarations(declarations);
  return html`<section aria-labelledby="declared">
<h2 id="declared">Declared, not found in the data</h2>
${
  described.length === 0
    ? html`<p class="empty">Nothing was declared, left out or accepted.</p>`
    : html`<table class="declarations">
<caption>Said by those who ran the audit</caption>
<thead><tr><th scope="col">Declaration</th><th scope="col">Flag</th></tr></thead>
<tbody>
${described.map(({ text, flag }) => html`<tr><th scope="row">${visibleText(text, 1000)}</th><td><code class="flag">${flag}</code></td></tr>`)}
</tbody>
</table>`
}
</section>
<section aria-labelledby="outside">
<h2 id="outside">Named outside the rows</h2>
${renderOutside(outside)}
</section>`;
}

/** A data set can name any number of models; the JSON report has them all. */
const maxModels = 100;

function renderOutside({ files, unread, models, advice }: NamedOutside): Html {
  const looked =
    files.length === 0
      ? 'No file beside the data describes it.'
      : `${countOf(files.length, 'file')} beside the data ${files.length === 1 ? 'was' : 'were'} looked at. No model is named there.`;
  const line = ({ file, line: number, model, verdict, code, message }: OutsideModel): Html => html`<tr>
<th scope="row">${renderName(model, '')} ${verdictBadge(verdict)}
<span class="detail">${visibleText(message, 500)} <code>${code}</code></span></th>
<td>${renderFile(file)}<span class="detail">line ${number}</span></td>
</tr>`;
  return html`${models.length === 0 ? html`<p class="empty">${looked}</p>` : null}
${
  models.length === 0
    ? null
    : html`<p>${visibleText(advice ?? '', 1000)}</p>
<table class="outside">
<caption>Models that a dataset card, a pipeline or a description names${models.length > maxModels ? `: the first ${maxModels} of ${models.length}` : ''}</caption>
<thead><tr><th scope="col">Model</th><th scope="col">Named in</th></tr></thead>
<tbody>
${models.slice(0, maxModels).map(line)}
</tbody>
</table>`
}
${unread.slice(0, maxModels).map(({ message }) => html`<p class="more">${visibleText(message, 500)}</p>`)}`;
}
