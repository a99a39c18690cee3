import { Html } from './html.js';

/**
 * The style sheet of the page: light and dark, narrow and wide, screen and A4 paper. Colours of text keep AA contrast on their
 * ground in both schemes. In print verdicts keep their shapes, bars their patterns, and nothing is cut in two.
 */
export const style: Html = new Html(`:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --line: #dce1e8; --text: #16202c; --soft: #54606f; --link: #1a56b4; --code: #eef1f5;
  --not-distillable: #b3261e; --not-distillable-ground: #fdeeec;
  --unknown: #8a5300; --unknown-ground: #fdf3e0;
  --unnamed: #4d5a6b; --unnamed-ground: #eceff3;
  --distillable: #176b42; --distillable-ground: #e8f5ee;
  --fill-not-distillable: #b3261e; --fill-unknown: #f3bd5f; --fill-unknown-ink: #c07f17;
  --fill-unnamed: #c3cad4; --fill-unnamed-ink: #4d5a6b; --fill-distillable: #5cb487; --mark: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f141a; --card: #182029; --line: #2c3743; --text: #e8edf3; --soft: #a3b0bf; --link: #8ab8ff; --code: #222c37;
    --not-distillable: #ff9d94; --not-distillable-ground: #3a1d1c;
    --unknown: #f3c067; --unknown-ground: #352913;
    --unnamed: #b9c4d1; --unnamed-ground: #28323d;
    --distillable: #79d3a4; --distillable-ground: #15301f;
    --fill-not-distillable: #f2766b; --fill-unknown: #6b4d14; --fill-unknown-ink: #f3c067;
    --fill-unnamed: #3d4956; --fill-unnamed-ink: #b9c4d1; --fill-distillable: #2f7d57; --mark: #10161d;
  }
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
.name, .digest, .message, .detail, .advice, .declarations th { overflow-wrap: anywhere; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, p, dl, dd, ul, ol, figure, pre { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; margin-bottom: .75rem; }
h3 { font-size: 1.0625rem; line-height: 1.35; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.definitions { position: absolute; width: 0; height: 0; }
.mark { fill: none; stroke: var(--mark); stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round; }
#hatch .ground { fill: var(--fill-unknown); } #hatch .ink { fill: var(--fill-unknown-ink); }
#dots .ground { fill: var(--fill-unnamed); } #dots .ink { fill: var(--fill-unnamed-ink); }
header { padding-top: 2rem; padding-bottom: 1.5rem; display: grid; grid-template-columns: 1fr auto; align-items: end; gap: .25rem 1rem; }
.brand { grid-column: 1 / -1; font-weight: 700; letter-spacing: -.01em; } .brand span { color: var(--soft); font-weight: 400; }
.made { color: var(--soft); font-size: .9375rem; }
section { margin-bottom: 1.5rem; }
main > section:not(.verdict) { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem; }
.verdict { display: grid; grid-template-columns: auto 1fr; gap: 1.25rem; align-items: start; border-radius: 14px; padding: 1.75rem 1.5rem; border: 1px solid; border-left-width: 8px; }
.verdict > .icon { width: 3.5rem; height: 3.5rem; margin-top: .25rem; }
.verdict h2 { font-size: 2rem; line-height: 1.15; letter-spacing: -.025em; margin-bottom: .5rem; }
.eyebrow { display: block; font-size: .8125rem; line-height: 1.4; letter-spacing: .06em; text-transform: uppercase; font-weight: 600; }
.verdict .sentence { color: var(--text); font-size: 1.1875rem; line-height: 1.45; font-weight: 500; max-width: 46rem; }
.verdict .besides { color: var(--text); margin-top: .25rem; max-width: 46rem; }
.verdict .basis { color: var(--text); margin-top: .5rem; font-size: .9375rem; }
.verdict.not-distillable { color: var(--not-distillable); background: var(--not-distillable-ground); border-color: var(--not-distillable); }
.verdict.unknown { color: var(--unknown); background: var(--unknown-ground); border-color: var(--unknown); }
.verdict.distillable { color: var(--distillable); background: var(--distillable-ground); border-color: var(--distillable); }
.notice { border: 1px solid var(--unknown); border-radius: 10px; background: var(--unknown-ground); padding: .75rem 1rem; margin-bottom: 1.5rem; }
.notice strong { color: var(--unknown); }
.icon { width: 1rem; height: 1rem; flex: none; fill: currentColor; vertical-align: -.15em; }
.icon.not-distillable { color: var(--not-distillable); } .icon.unknown { color: var(--unknown); } .icon.unnamed { color: var(--unnamed); } .icon.distillable { color: var(--distillable); }
.badge { display: inline-block; border-radius: 99px; padding: .0625rem .625rem .0625rem .375rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.badge .icon { margin-right: .35rem; }
.badge.not-distillable { color: var(--not-distillable); background: var(--not-distillable-ground); }
.badge.unknown { color: var(--unknown); background: var(--unknown-ground); }
.badge.unnamed { color: var(--unnamed); background: var(--unnamed-ground); }
.badge.distillable { color: var(--distillable); background: var(--distillable-ground); }
.bar { display: block; width: 100%; height: .75rem; border-radius: 4px; }
.fill.not-distillable { fill: var(--fill-not-distillable); } .fill.unknown { fill: url(#hatch); } .fill.unnamed { fill: url(#dots); } .fill.distillable { fill: var(--fill-distillable); }
section > .bar { height: 1.25rem; border-radius: 6px; margin-bottom: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 1rem; }
.tile dt { display: flex; align-items: center; gap: .375rem; color: var(--soft); font-size: .875rem; }
.tile .number { display: block; font-size: 1.5rem; line-height: 1.3; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tile .share { color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-bottom: 1.25rem; padding: 0 .25rem; font-size: .9375rem; }
nav a { display: inline-block; padding: .125rem 0; }
.steps { list-style: none; }
.steps > li { position: relative; padding: 0 0 1.5rem 3rem; }
.steps > li:last-child { padding-bottom: 0; }
.ordinal { position: absolute; left: 0; top: -.125rem; width: 2rem; height: 2rem; border-radius: 50%; background: var(--text); color: var(--card); font-weight: 650; display: grid; place-items: center; font-variant-numeric: tabular-nums; }
.steps > li > p, .message { max-width: 46rem; } .steps > li > p { margin-top: .25rem; }
pre { margin-top: .75rem; background: var(--code); border-radius: 8px; padding: .625rem .875rem; white-space: pre-wrap; }
code, .digest, .name { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9375em; } .digest { font-size: .71875rem; }
pre span { white-space: nowrap; }
.detail code { color: var(--soft); }
.targets { list-style: none; margin-top: 1rem; border-top: 1px solid var(--line); }
.targets > li { border-bottom: 1px solid var(--line); padding: .75rem 0; }
.target { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; font-weight: 600; }
.target .rows { font-variant-numeric: tabular-nums; white-space: nowrap; }
td.message { min-width: 8rem; }
.message, .detail, .more { color: var(--soft); font-size: .9375rem; }
.more { margin-top: .75rem; }
.alternatives { margin-top: .125rem; font-size: .9375rem; } .label { color: var(--distillable); font-weight: 600; margin-right: .25rem; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; font-weight: 400; padding: .625rem 1rem .625rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .875rem; font-weight: 600; border-top: 0; padding-top: .25rem; vertical-align: bottom; }
td.number, th.number { text-align: right; } td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody .detail, .advice { display: block; font-size: .875rem; margin-top: .125rem; }
.shares .bar { margin-top: .4375rem; } .mixed { color: var(--soft); font-size: .875rem; } .others, .nameless { font-style: italic; }
.every .name, .outside th > .name { font-weight: 600; } .flag { white-space: nowrap; } .advice { margin-top: .25rem; color: var(--unknown); } section > p + table { margin-top: .75rem; } .claims tbody th { overflow-wrap: anywhere; }
.tag { border: 1px solid var(--unknown); color: var(--unknown); border-radius: 4px; padding: 0 .375rem; font-size: .8125rem; font-weight: 600; }
.scroll { overflow-x: auto; }
.chart { position: relative; padding-top: 1.75rem; }
.max { position: absolute; top: 0; left: 0; color: var(--soft); font-size: .8125rem; }
.columns { display: flex; gap: 2px; border-top: 1px dashed var(--line); }
.month { flex: 1; min-width: 0; max-width: 6rem; position: relative; padding-bottom: 1.75rem; }
.months th { white-space: nowrap; } .months thead th { white-space: normal; }
.month span { position: absolute; bottom: .25rem; left: 0; font-size: .8125rem; white-space: nowrap; color: var(--soft); } .month:last-child:not(:first-child) span { left: auto; right: 0; }
.column { display: block; width: 100%; height: 11rem; border-bottom: 1px solid var(--soft); }
figcaption { color: var(--soft); font-size: .875rem; margin: .25rem 0 1.25rem; }
.swatch { width: 1rem; height: .75rem; border-radius: 2px; }
.legend { display: block; } .key { display: inline-flex; align-items: center; gap: .375rem; margin-right: 1rem; }
.empty { color: var(--soft); }
.meanings > div { display: grid; grid-template-columns: 11rem 1fr; gap: .25rem 1rem; padding: .5rem 0; } .meanings + p { margin-top: .75rem; color: var(--soft); font-size: .9375rem; }
footer { color: var(--soft); font-size: .875rem; padding-bottom: 3rem; }
@media (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { display: block; padding-top: 1.25rem; } .made { margin-top: .25rem; }
  main > section:not(.verdict) { padding: 1.125rem 1rem; }
  .verdict { display: block; padding: 1.25rem 1rem; border-left-width: 6px; } .verdict > .icon { width: 2.75rem; height: 2.75rem; margin-bottom: .5rem; }
  .verdict h2 { font-size: 1.75rem; } .verdict .sentence { font-size: 1.0625rem; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } .tile .number { font-size: 1.25rem; }
  .steps > li { padding-left: 0; } .steps h3 { padding-left: 2.75rem; min-height: 2rem; padding-top: .0625rem; }
  th, td { padding-right: .5rem; } td.number { font-size: .875rem; } .badge { white-space: normal; border-radius: .75rem; } .meanings > div { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --card: #fff; --line: #999; --text: #000; --soft: #000; --link: #000; --code: #fff;
    --not-distillable: #000; --not-distillable-ground: #fff; --unknown: #000; --unknown-ground: #fff;
    --unnamed: #000; --unnamed-ground: #fff; --distillable: #000; --distillable-ground: #fff;
    --fill-not-distillable: #000; --fill-unknown: #fff; --fill-unknown-ink: #000;
    --fill-unnamed: #fff; --fill-unnamed-ink: #000; --fill-distillable: #fff; --mark: #fff;
  }
  :root { font-size: 10pt; } body { line-height: 1.4; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  footer { padding-bottom: 0; } nav { display: none; } .digest { font-size: .6875rem; }
  main > section:not(.verdict) { border: 0; border-radius: 0; padding: 0; margin-bottom: 8mm; }
  .badge { padding-left: 0; }
  .fill { stroke: #000; stroke-width: 1px; } .bar, .column { overflow: visible; border-radius: 0; }
  .ordinal { border: 1px solid #000; background: #fff; color: #000; }
  pre { border: 1px solid #999; }
  h2, h3, caption { break-after: avoid; } pre, .targets > li:first-child { break-before: avoid; }
  tr, figure, pre, .verdict, .tiles, .tile, .targets > li, .meanings > div, .notice { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  p { orphans: 3; widows: 3; }
}
`);
