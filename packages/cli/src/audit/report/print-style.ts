import { type Html, html } from './html.js';

/** A4, black on white: verdicts keep their shapes, bars their patterns, and nothing is cut in two. */
export const printStyle: Html = html`@page { size: A4; margin: 16mm 15mm; }
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
}`;
