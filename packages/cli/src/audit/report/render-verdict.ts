import type { AuditReport, RowVerdict } from '../audit-report.js';
import { countOf, formatCount, formatShare } from './format-numbers.js';
import { formatTime } from './format-time.js';
import { type Html, html } from './html.js';
import { overallVerdict, type Standing } from './overall-verdict.js';
import { renderBar } from './render-bar.js';
import { rowVerdicts, verdictWords } from './row-verdicts.js';
import { verdictIcon } from './verdict-icon.js';
import { visibleText } from './visible-text.js';

const standingShape: Readonly<Record<Standing, RowVerdict>> = {
  allowed: 'distillable',
  'not-allowed': 'not-distillable',
  'not-proven': 'unknown',
};

/** The top of the page: the verdict, what it stands on, and the rows by verdict. */
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
