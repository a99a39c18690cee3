import type { RowVerdict } from '../audit-report.js';
import { type BarPart, barParts, sumOf, type VerdictCounts } from './bar-parts.js';
import { type Html, html } from './html.js';

/** A bar as long as its rows are of `longest`. Numbers stand beside it, so it is not read aloud. */
export function renderBar(counts: VerdictCounts, longest: number): Html {
  const length = longest === 0 ? 0 : Math.max((sumOf(counts) / longest) * 100, 1);
  return html`<svg class="bar" aria-hidden="true" focusable="false">${barParts(counts, length).map(across)}</svg>`;
}

/** The same, standing: it grows from the bottom. */
export function renderColumn(counts: VerdictCounts, longest: number): Html {
  const length = longest === 0 ? 0 : (sumOf(counts) / longest) * 100;
  return html`<svg class="column" aria-hidden="true" focusable="false">${barParts(counts, length).map(upwards)}</svg>`;
}

/** What a verdict looks like in a bar. */
export function renderSwatch(verdict: RowVerdict): Html {
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
