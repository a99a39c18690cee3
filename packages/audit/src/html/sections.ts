import { countOf, formatCount, formatShare } from '../numbers.js';
import type { AuditedModel, AuditReport, RowVerdict } from '../report.js';
import { renderDeclaredNotice } from './declared.js';
import {
  rowVerdicts,
  type ShareRow,
  sharesByAuthor,
  sharesByModel,
  sumOf,
  type TopShares,
  type VerdictCounts,
  verdictWords,
} from './facts.js';
import { type Html, html } from './html.js';
import { type NextStep, nextSteps } from './next-steps.js';
import { overallVerdict, type Standing } from './overall-verdict.js';
import { renderBar, renderName, verdictBadge, verdictIcon } from './parts.js';
import { formatTime, visibleText } from './text.js';

const standingShape: Readonly<Record<Standing, RowVerdict>> = {
  allowed: 'distillable',
  'not-allowed': 'not-distillable',
  'not-proven': 'unknown',
};

/** The top of the page: the verdict, what it is based on, and the rows by verdict. */
export function renderVerdict(report: AuditReport): Html {
  const { standing, word, sentence, besides } = overallVerdict(report);
  const shape = standingShape[standing];
  return html`<section class="verdict ${shape}" aria-labelledby="verdict">
${verdictIcon(shape)}
<div>
<h2 id="verdict"><span class="eyebrow">Verdict</span> ${word}</h2>
<p class="sentence">${sentence}</p>
${besides === null ? null : html`<p class="besides">${besides}</p>`}
<p class="basis">${basisOf(report)} ${visibleText(report.caveat, 1000)}</p>
</div>
</section>
${report.catalogs
  .flatMap(({ sample }) => sample ?? [])
  .filter(isFirst)
  .map(renderSample)}
${renderDeclaredNotice(report)}
${renderCounts(report)}`;
}

function renderSample(sample: string): Html {
  return html`<p class="notice" role="note"><strong>Sample.</strong> ${visibleText(sample, 1000)}</p>`;
}

function basisOf({ catalogs, files, totals, ledger }: AuditReport): string {
  const read = `${countOf(totals.rows, 'row')} in ${countOf(files.length, 'file')}`;
  const times = catalogs.map(({ retrievedAt }) => retrievedAt).toSorted();
  const [oldest] = times;
  const newest = times.at(-1);
  const judged =
    oldest === undefined || newest === undefined
      ? 'no catalog judged them'
      : times.length === 1
        ? `judged by the catalog of ${formatTime(oldest)}`
        : `judged by ${times.length} catalogs from ${formatTime(oldest)} to ${formatTime(newest)}`;
  return `${read}, ${judged}${ledger === null ? '' : ', compared with a ledger'}.`;
}

function renderCounts({ totals }: AuditReport): Html {
  const { rows, verdicts, corrupt } = totals;
  const tile = (verdict: RowVerdict): Html => html`<div class="tile ${verdict}">
<dt>${verdictIcon(verdict)}${verdictWords[verdict].label}</dt>
<dd><span class="number">${formatCount(verdicts[verdict])}</span> <span class="share">${formatShare(verdicts[verdict], rows)}</span></dd>
</div>`;
  return html`<section aria-labelledby="counts">
<h2 id="counts" class="quiet">Rows by verdict</h2>
${renderBar(verdicts, rows)}
<dl class="tiles">
${rowVerdicts.map(tile)}
<div class="tile corrupt">
<dt>Corrupt</dt>
<dd><span class="number">${formatCount(corrupt)}</span> <span class="share">not judged</span></dd>
</div>
</dl>
</section>`;
}

function isFirst(text: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(text) === index;
}

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
${names.length === 0 ? null : html`<p class="alternatives"><span class="label">For new requests</span> ${names}</p>`}
</li>`;
}

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
