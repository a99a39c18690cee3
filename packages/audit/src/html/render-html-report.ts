import { countLedgerFindings } from '../ledger-check.js';
import type {
  AuditCatalog,
  AuditedFile,
  AuditedModel,
  AuditReport,
  LedgerFinding,
  RowPlace,
  RowVerdict,
} from '../report.js';
import {
  countOf,
  formatBytes,
  formatCount,
  formatMonth,
  formatShare,
  formatTime,
  visibleText,
} from './format-numbers.js';
import { type Html, html } from './html.js';
import {
  addCounts,
  type BarPart,
  barParts,
  type MonthColumns,
  monthColumns,
  type NextStep,
  nextSteps,
  overallVerdict,
  rowVerdicts,
  type ShareRow,
  type Standing,
  sharesByAuthor,
  sharesByModel,
  sumOf,
  type TopShares,
  timedRows,
  type VerdictCounts,
  verdictWords,
} from './next-steps.js';
import { reportStyle } from './report-style.js';

/** A report as one self-contained page: no script, no network, to be read on any screen and printed. */
export function renderHtmlReport(report: AuditReport): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="@distillable/cli ${visibleText(report.version)}">
<title>${overallVerdict(report).word}: data set audit of ${formatTime(report.generatedAt)}</title>
${reportStyle}
</head>
<body>
${iconSymbols}
<header>
<p class="brand">distillable<span> audit</span></p>
<h1>Data set audit</h1>
<p class="made"><time datetime="${report.generatedAt}">${formatTime(report.generatedAt)}</time></p>
</header>
<main>
${renderVerdict(report)}
${navigation}
${renderSteps(report)}
${renderShares(report)}
${renderTimeline(report)}
${renderEvidence(report)}
${renderEveryModel(report)}
${renderMeanings(report)}
</main>
<footer>
<p>Made by @distillable/cli ${visibleText(report.version)}, report schema ${report.schemaVersion}.</p>
</footer>
</body>
</html>
`.text;
}

const navigation: Html = html`<nav aria-label="On this page"><ul>
<li><a href="#steps">What to do</a></li>
<li><a href="#models">Models</a></li>
<li><a href="#authors">Authors</a></li>
<li><a href="#timeline">Timeline</a></li>
<li><a href="#catalogs">Catalogs</a></li>
<li><a href="#ledger">Ledger</a></li>
<li><a href="#files">Files</a></li>
<li><a href="#corrupt">Corrupt rows</a></li>
<li><a href="#every-model">Every model</a></li>
</ul></nav>`;

function renderMeanings({ caveat }: AuditReport): Html {
  return html`<section aria-labelledby="meanings">
<h2 id="meanings">What the words mean</h2>
<dl class="meanings">
${rowVerdicts.map((verdict) => html`<div><dt>${verdictBadge(verdict)}</dt><dd>${verdictWords[verdict].meaning}</dd></div>`)}
</dl>
<p>What is not proven is not counted as distillable. ${visibleText(caveat, 1000)} This report is no legal advice.</p>
</section>`;
}

const standingShape: Readonly<Record<Standing, RowVerdict>> = {
  allowed: 'distillable',
  'not-allowed': 'not-distillable',
  'not-proven': 'unknown',
};

/** The top of the page: the verdict, what it stands on, and the rows by verdict. */
function renderVerdict(report: AuditReport): Html {
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

/** Models that a step names; the appendix has them all. */
const modelLimit = 10;

/** What to do, most urgent first. */
function renderSteps(report: AuditReport): Html {
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

/** Who wrote the rows: by model and by author. */
function renderShares(report: AuditReport): Html {
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

/** Rows by month; a sentence where no row has a time. */
function renderTimeline({ timeline, totals }: AuditReport): Html {
  const body =
    timeline === null || timeline.length === 0
      ? html`<p class="empty">No row has a time, so there is nothing to draw.</p>`
      : renderMonths(monthColumns(timeline), totals.rows - timedRows(timeline));
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
${body}
</section>`;
}

function renderMonths(columns: MonthColumns, untimed: number): Html {
  const notes = [
    columns.gaps ? null : 'Months without rows are left out.',
    sumOf(columns.earlier) === 0
      ? null
      : 'Only the newest months are drawn; the table sums up what is earlier.',
    untimed > 0 ? `${countOf(untimed, 'row')} ${untimed === 1 ? 'has' : 'have'} no time.` : null,
  ].filter((note) => note !== null);
  return html`<figure class="timeline">
${renderChart(columns)}
<figcaption><span class="legend">${rowVerdicts.map(
    (verdict) => html`<span class="key">${renderSwatch(verdict)}${verdictWords[verdict].label}</span> `,
  )}</span>${notes.join(' ')}</figcaption>
</figure>
${renderTableOfRenderTimeline(columns)}`;
}

function renderChart({ months }: MonthColumns): Html {
  const longest = Math.max(...months.map(({ counts }) => sumOf(counts)));
  return html`<div class="chart" aria-hidden="true">
<span class="most">${formatCount(longest)} rows</span>
<div class="columns">
${months.map(
  ({ month, counts }, index) =>
    html`<div class="month">${renderColumn(counts, longest)}${hasLabel(index, months.length) ? html`<span>${formatMonth(month)}</span>` : null}</div>`,
)}
</div>
</div>`;
}

/** Four labels fit side by side on the narrowest screen: the first, two between, and the last, which ends at the edge. */
function hasLabel(index: number, length: number): boolean {
  const isBetween = index % Math.ceil(length / 4) === 0 && index / length <= 0.55;
  return isBetween || index === length - 1;
}

function renderTableOfRenderTimeline({ months, earlier }: MonthColumns): Html {
  const total = months.reduce((sum, { counts }) => addCounts(sum, counts), earlier);
  const verdicts = rowVerdicts.filter((verdict) => total[verdict] > 0);
  const line = (name: string, counts: VerdictCounts): Html => html`<tr>
<th scope="row">${name}</th>
<td class="number">${formatCount(sumOf(counts))}</td>
${verdicts.map((verdict) => html`<td class="number">${formatCount(counts[verdict])}</td>`)}
</tr>`;
  return html`<div class="scroll" role="region" aria-label="Rows by month" tabindex="0"><table class="months">
<caption>Rows by month (UTC)</caption>
<thead><tr><th scope="col">Month</th><th scope="col" class="number">Rows</th>${verdicts.map(
    (verdict) => html`<th scope="col" class="number">${verdictWords[verdict].label}</th>`,
  )}</tr></thead>
<tbody>
${sumOf(earlier) === 0 ? null : line('Earlier', earlier)}
${months.filter(({ counts }) => sumOf(counts) > 0).map(({ month, counts }) => line(formatMonth(month), counts))}
</tbody>
</table></div>`;
}

/** A data set can name any number of models; the JSON report has them all. */
const modelLimitOfRenderEveryModel = 500;

/** Each model with its verdict, why, by which catalog, and where it first stands. */
function renderEveryModel({ models, catalogs }: AuditReport): Html {
  const dates = new Map(catalogs.map(({ digest, retrievedAt }) => [digest, retrievedAt]));
  const left = models.length - modelLimitOfRenderEveryModel;
  return html`<section aria-labelledby="every-model">
<h2 id="every-model">Every model</h2>
${
  models.length === 0
    ? html`<p class="empty">No row was judged.</p>`
    : html`<table class="every">
<caption>Why each model was judged as it was, and where it first stands in the data</caption>
<thead><tr><th scope="col">Model</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>
${models.slice(0, modelLimitOfRenderEveryModel).map((model) => renderModel(model, dates))}
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

/** Lines of a list of single rows: enough to look into, few enough to print. The JSON report has up to 1,000. */
const placeLimit = 50;

/** What the verdict stands on: catalogs, ledger, files, and the rows that could not be read. */
function renderEvidence(report: AuditReport): Html {
  return html`${renderCatalogs(report)}
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

function renderFindings(ledger: NonNullable<AuditReport['ledger']>): Html {
  const found = countLedgerFindings(ledger);
  const line = (finding: LedgerFinding): Html => html`<tr>
<th scope="row">${renderPlace(finding)}</th>
<td>${renderName(finding.id, 'none')}</td>
<td>${findingWords[finding.kind]}</td>
</tr>`;
  return html`<p>${renderFile(ledger.file)} has a matching entry for ${countOf(ledger.matched, 'row')}. It has none for ${formatCount(ledger.missing)}; the text differs in ${formatCount(ledger.textDiffers)}, the model in ${formatCount(ledger.modelDiffers)}; ${formatCount(ledger.notVerified)} were not verified when they came.</p>
${
  found === 0
    ? null
    : html`<table>
<caption>Rows that the ledger speaks against${shownOf(ledger.findings.length, found)}</caption>
<thead><tr><th scope="col">Row</th><th scope="col">Generation id</th><th scope="col">Finding</th></tr></thead>
<tbody>
${ledger.findings.slice(0, placeLimit).map(line)}
</tbody>
</table>`
}`;
}

function renderFiles({ files }: AuditReport): Html {
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
<caption>Rows as they stand in the files</caption>
<thead><tr><th scope="col">File</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Corrupt</th></tr></thead>
<tbody>
${files.map(line)}
</tbody>
</table>`
}
</section>`;
}

function describeFile({ format, bytes, modelField }: AuditedFile): Html {
  const size = bytes === null ? '' : ` · ${formatBytes(bytes)}`;
  const column =
    modelField === null ? html`no column names a model` : html`model from ${renderName(modelField, '')}`;
  return html`${formatWords[format]}${size} · ${column}`;
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

/** A bar as long as its rows are of `longest`. Numbers stand beside it, so it is not read aloud. */
function renderBar(counts: VerdictCounts, longest: number): Html {
  const length = longest === 0 ? 0 : Math.max((sumOf(counts) / longest) * 100, 1);
  return html`<svg class="bar" aria-hidden="true" focusable="false">${barParts(counts, length).map(across)}</svg>`;
}

/** The same, standing: it grows from the bottom. */
function renderColumn(counts: VerdictCounts, longest: number): Html {
  const length = longest === 0 ? 0 : (sumOf(counts) / longest) * 100;
  return html`<svg class="column" aria-hidden="true" focusable="false">${barParts(counts, length).map(upwards)}</svg>`;
}

/** What a verdict looks like in a bar. */
function renderSwatch(verdict: RowVerdict): Html {
  return html`<svg class="swatch" aria-hidden="true" focusable="false"><rect class="fill ${verdict}" width="100%" height="100%"/></svg>`;
}

function across({ verdict, start, size }: BarPart): Html {
  return html`<rect class="fill ${verdict}" x="${percent(start)}" width="${percent(size)}" height="100%"/>`;
}

function upwards({ verdict, start, size }: BarPart): Html {
  return html`<rect class="fill ${verdict}" y="${percent(100 - start - size)}" width="100%" height="${percent(size)}"/>`;
}

function percent(value: number): string {
  return `${Number(value.toFixed(3))}%`;
}

/** A name out of the data, kept apart from the direction of the text around it; null is `nameless`. */
function renderName(name: string | null, nameless: string): Html {
  if (name === null) return html`<span class="nameless">${nameless}</span>`;
  if (name.trim() === '')
    return html`<bdi class="name">${JSON.stringify(name)}</bdi> <span class="nameless">(blank)</span>`;
  return html`<bdi class="name">${visibleText(name)}</bdi>`;
}

/** `file, line 12 (byte 3,456)`. */
function renderPlace({ file, line, offset }: RowPlace): Html {
  const byte = offset === null ? '' : ` (byte ${formatCount(offset)})`;
  return html`${renderFile(file)}, line ${formatCount(line)}${byte}`;
}

function renderFile(file: string): Html {
  return file === '-' ? html`<span class="nameless">Standard input</span>` : renderName(file, '');
}

/** Each verdict has a shape of its own, so that it can be told without colour. */
const iconSymbols: Html = html`<svg class="definitions" aria-hidden="true" focusable="false">
<symbol id="icon-distillable" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11"/><path class="mark" d="M6.8 12.4l3.5 3.5 7-7.4"/></symbol>
<symbol id="icon-not-distillable" viewBox="0 0 24 24"><path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path class="mark" d="M8 8l8 8M16 8l-8 8"/></symbol>
<symbol id="icon-unknown" viewBox="0 0 24 24"><path d="M12 .8L23.2 12 12 23.2.8 12z"/><path class="mark" d="M9.4 9.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2M12 17.2v.1"/></symbol>
<symbol id="icon-unnamed" viewBox="0 0 24 24"><rect x="1.5" y="1.5" width="21" height="21" rx="4"/><path class="mark" d="M7 12h10"/></symbol>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="ink" width="2.5" height="6"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="ground" width="5" height="5"/><circle class="ink" cx="2.5" cy="2.5" r="1.2"/></pattern>
</svg>`;

function verdictIcon(verdict: RowVerdict): Html {
  return html`<svg class="icon ${verdict}" aria-hidden="true" focusable="false"><use href="#icon-${verdict}"/></svg>`;
}

/** The verdict as icon and words. */
function verdictBadge(verdict: RowVerdict): Html {
  return html`<span class="badge ${verdict}">${verdictIcon(verdict)}${verdictWords[verdict].label}</span>`;
}
