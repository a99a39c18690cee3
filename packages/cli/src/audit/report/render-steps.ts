import type { AuditedModel, AuditReport } from '../audit-report.js';
import { countOf } from './format-numbers.js';
import { type Html, html } from './html.js';
import { type NextStep, nextSteps } from './next-steps.js';
import { renderName } from './render-name.js';
import { visibleText } from './visible-text.js';

/** Models that a step names; the appendix has them all. */
const modelLimit = 10;

/** What to do, most urgent first. */
export function renderSteps(report: AuditReport): Html {
  return html`<section aria-labelledby="steps">
<h2 id="steps">What to do</h2>
<ol class="steps" role="list">
${nextSteps(report).map(renderStep)}
</ol>
</section>`;
}

function renderStep({ title, text, command, models }: NextStep, index: number): Html {
  const left = models.length - modelLimit;
  return html`<li>
<span class="ordinal" aria-hidden="true">${index + 1}</span>
<h3>${title}</h3>
<p>${text}</p>
${command === null ? null : html`<pre><code>${renderWords(command)}</code></pre>`}
${models.length === 0 ? null : html`<ul class="targets" role="list">${models.slice(0, modelLimit).map(renderTarget)}</ul>`}
${left > 0 ? html`<p class="more">And ${countOf(left, 'more')}: see <a href="#every-model">every model</a>.</p>` : null}
</li>`;
}

/** Words of a command, none of which may be broken at its hyphens. */
function renderWords(command: string): readonly Html[] {
  return command.split(' ').map((word, index) => html`${index === 0 ? '' : ' '}<span>${word}</span>`);
}

function renderTarget({ model, rows, message, alternatives }: AuditedModel): Html {
  const names = alternatives
    .slice(0, 3)
    .map((slug, index) => html`${index === 0 ? '' : ', '}${renderName(slug, '')}`);
  return html`<li>
<p class="target">${renderName(model, 'No model named')} <span class="rows">${countOf(rows, 'row')}</span></p>
<p class="message">${visibleText(message, 500)}</p>
${names.length === 0 ? null : html`<p class="alternatives"><span class="label">Use instead</span> ${names}</p>`}
</li>`;
}
