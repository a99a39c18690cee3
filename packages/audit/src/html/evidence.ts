import { describeBasis } from '../basis.js';
import type { LedgerComparison, LedgerFinding } from '../ledger-check.js';
import { countLedgerFindings } from '../ledger-check.js';
import { countOf, formatBytes, formatCount } from '../numbers.js';
import type { AuditCatalog, AuditedFile, AuditReport } from '../report.js';
import { declaredPlace } from '../run.js';
import { formatTime, type Html, html, visibleText } from './html.js';
import { renderFile, renderName, renderPlace } from './parts.js';

/** Lines of a list of single rows: enough to look into, few enough to print. The JSON report has up to 1,000. */
const placeLimit = 50;

/** The basis of the verdict: catalogs, ledger, files, and the rows that could not be read. */
export function renderEvidence(report: AuditReport): Html {
  return html`${renderCatalogs(report)}
${renderBasis(report)}
${renderLedger(report)}
${renderFiles(report)}
${renderCorrupt(report)}`;
}

function renderCatalogs({ catalogs }: AuditReport): Html {
  const line = ({ digest, retrievedAt, url, sample, rows }: AuditCatalog): Html => html`<tr>
<th scope="row"><time datetime="${retrievedAt}">${formatTime(retrievedAt)}</time>${sample === null ? null : html` <span class="tag">Sample</span>`}</th>
<td><span class="digest">${visibleText(digest)}</span><span class="detail">${renderName(url, '')}</span></td>
<td class="number">${formatCount(rows)}</td>
</tr>`;
  return html`<section aria-labelledby="catalogs">
<h2 id="catalogs">Catalogs used</h2>
${
  catalogs.length === 0
    ? html`<p class="empty">No catalog judged a row.</p>`
    : html`<table>
<caption>Two audits with the same digest were judged by the same permissions.</caption>
<thead><tr><th scope="col">Retrieved</th><th scope="col">Digest and source</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${catalogs.map(line)}
</tbody>
</table>`
}
</section>`;
}

/** How the audit was run, and the digests of what it used and wrote. */
function renderBasis(report: AuditReport): Html {
  return html`<section aria-labelledby="basis">
<h2 id="basis">How it was judged</h2>
<dl class="meanings">
${describeBasis(report).map(({ label, text }) => html`<div><dt>${visibleText(label)}</dt><dd class="digest">${visibleText(text)}</dd></div>`)}
</dl>
</section>`;
}

const findingWords: Readonly<Record<LedgerFinding['kind'], string>> = {
  missing: 'No entry',
  'text-differs': 'Text differs',
  'model-differs': 'Model differs',
  'not-verified': 'Not verified',
};

function renderLedger({ ledger }: AuditReport): Html {
  return html`<section aria-labelledby="ledger">
<h2 id="ledger">Ledger</h2>
${ledger === null ? html`<p class="empty">The audit was run without a ledger: where rows come from is taken from the rows themselves.</p>` : renderFindings(ledger)}
</section>`;
}

function renderFindings(ledger: LedgerComparison): Html {
  const found = countLedgerFindings(ledger);
  const line = (finding: LedgerFinding): Html => html`<tr>
<th scope="row">${renderPlace(finding)}</th>
<td>${renderName(finding.id, 'none')}</td>
<td>${findingWords[finding.kind]}</td>
</tr>`;
  return html`<p>${ledger.ledgers.map(({ file }, index) => html`${index === 0 ? '' : ', '}${renderFile(file)}`)} ${ledger.ledgers.length === 1 ? 'has' : 'together have'} a matching entry for ${countOf(ledger.matched, 'row')}. There is none for ${formatCount(ledger.missing)}; the text differs in ${formatCount(ledger.textDiffers)}, the model in ${formatCount(ledger.modelDiffers)}; ${formatCount(ledger.notVerified)} were generated, but not verified.</p>
${
  found === 0
    ? null
    : html`<table>
<caption>Rows that contradict the ledger${shownOf(ledger.findings.length, found)}</caption>
<thead><tr><th scope="col">Row</th><th scope="col">Generation id</th><th scope="col">Finding</th></tr></thead>
<tbody>
${ledger.findings.slice(0, placeLimit).map(line)}
</tbody>
</table>`
}`;
}

function renderFiles({ files, unread }: AuditReport): Html {
  const line = (file: AuditedFile): Html => html`<tr>
<th scope="row">${renderFile(file.file)}<span class="detail">${describeFile(file)}</span></th>
<td class="number">${formatCount(file.rows)}</td>
<td class="number">${formatCount(file.corrupt)}</td>
</tr>`;
  return html`<section aria-labelledby="files">
<h2 id="files">Files read</h2>
${
  files.length === 0
    ? html`<p class="empty">No file was read.</p>`
    : html`<table>
<caption>Rows in each file</caption>
<thead><tr><th scope="col">File</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Corrupt</th></tr></thead>
<tbody>
${files.map(line)}
</tbody>
</table>`
}
${unread.map(({ message, code }) => html`<p class="notice">${visibleText(message, 500)} <code>${visibleText(code)}</code></p>`)}
</section>`;
}

function describeFile({ format, bytes, sha256, places, advice }: AuditedFile): Html {
  const size = bytes === null ? '' : ` · ${formatBytes(bytes)}`;
  const digest = sha256 === null ? null : html` · <span class="digest">sha256:${sha256}</span>`;
  const named = places
    .slice(0, 10)
    .map(({ place, role }, index) => html`${index === 0 ? '' : ', '}${renderName(place, '')} (${role})`);
  const left = places.length - named.length;
  const isDeclared = places.length > 0 && places.every(({ place }) => place === declaredPlace);
  const found =
    places.length === 0 || isDeclared
      ? html`no place names a model${isDeclared ? ': it was declared' : ''}`
      : html`models in ${named}${left > 0 ? ` and ${countOf(left, 'more place')}` : ''}`;
  const advised = advice === null ? null : html`<span class="advice">${visibleText(advice, 1000)}</span>`;
  return html`${formatWords[format]}${size} · ${found}${digest}${advised}`;
}

const formatWords: Readonly<Record<AuditedFile['format'], string>> = {
  jsonl: 'JSON Lines',
  json: 'JSON',
  csv: 'CSV',
  parquet: 'Parquet',
};

function renderCorrupt({ corrupt, totals }: AuditReport): Html {
  return html`<section aria-labelledby="corrupt">
<h2 id="corrupt">Corrupt rows</h2>
${
  corrupt.length === 0
    ? html`<p class="empty">${totals.corrupt === 0 ? 'Every row could be read.' : `${countOf(totals.corrupt, 'row')} could not be read.`}</p>`
    : html`<table>
<caption>Rows that could not be read, and so were not judged${shownOf(corrupt.length, totals.corrupt)}</caption>
<thead><tr><th scope="col">Row</th><th scope="col">What is wrong</th></tr></thead>
<tbody>
${corrupt.slice(0, placeLimit).map((row) => html`<tr><th scope="row">${renderPlace(row)}</th><td class="message">${visibleText(row.message, 300)}</td></tr>`)}
</tbody>
</table>`
}
</section>`;
}

function shownOf(listed: number, all: number): string {
  const shown = Math.min(listed, placeLimit);
  return shown < all ? `: the first ${formatCount(shown)} of ${formatCount(all)}` : '';
}
