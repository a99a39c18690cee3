import type { AuditReport } from '../report.js';
import { renderDeclared } from './declared.js';
import { renderEvidence } from './evidence.js';
import { formatTime, type Html, html, visibleText } from './html.js';
import { renderEveryModel, renderRoles, renderShares } from './models.js';
import { iconSymbols, rowVerdicts, verdictBadge, verdictWords } from './parts.js';
import { renderSteps } from './steps.js';
import { style } from './style.js';
import { renderTerms } from './terms.js';
import { renderTimeline } from './timeline.js';
import { overallVerdict, renderVerdict } from './verdict.js';

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
<meta name="generator" content="distillable ${visibleText(report.version)}">
<title>${overallVerdict(report).word}: data set audit of ${formatTime(report.generatedAt)}</title>
<style>
${style}</style>
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
${renderTerms(report)}
${renderDeclared(report)}
${renderShares(report)}
${renderRoles(report)}
${renderTimeline(report)}
${renderEvidence(report)}
${renderEveryModel(report)}
${renderMeanings(report)}
</main>
<footer>
<p>Made by distillable ${visibleText(report.version)}, report schema ${report.schemaVersion}.</p>
</footer>
</body>
</html>
`.text;
}

const navigation: Html = html`<nav aria-label="On this page"><ul>
<li><a href="#steps">What to do</a></li>
<li><a href="#owed">What you owe</a></li>
<li><a href="#open">Open questions</a></li>
<li><a href="#declared">Declared</a></li>
<li><a href="#outside">Outside the rows</a></li>
<li><a href="#models">Models</a></li>
<li><a href="#authors">Authors</a></li>
<li><a href="#roles">Roles</a></li>
<li><a href="#timeline">Timeline</a></li>
<li><a href="#catalogs">Catalogs</a></li>
<li><a href="#basis">How it was judged</a></li>
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
