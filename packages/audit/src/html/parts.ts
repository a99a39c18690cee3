import { formatCount } from '../numbers.js';
import type { RowPlace, RowVerdict } from '../row-verdict.js';
import { type Html, html, visibleText } from './html.js';

/** The name of a verdict in the report, and its meaning. */
interface VerdictWords {
  readonly label: string;
  readonly meaning: string;
}

/** Worst first: the order of every list, bar and legend. */
export const rowVerdicts: readonly RowVerdict[] = ['not-distillable', 'unknown', 'unnamed', 'distillable'];

export const verdictWords: Readonly<Record<RowVerdict, VerdictWords>> = {
  'not-distillable': {
    label: 'Not distillable',
    meaning:
      'The model is in the catalog, but its author has not allowed training on its text, or your policy rejects it.',
  },
  unknown: {
    label: 'Unknown',
    meaning:
      'Nothing proves that the model may be used: no such model, or the server picked it, or no catalog for that time.',
  },
  unnamed: { label: 'No model named', meaning: 'The row does not say which model wrote it.' },
  distillable: {
    label: 'Distillable',
    meaning: "The model is in OpenRouter's list of models whose author has allowed training on their text.",
  },
};

/** A bar for these rows; `max` rows fill its track. The numbers are beside it, so screen readers skip it. */
export function renderBar(counts: VerdictCounts, max: number): Html {
  const length = max === 0 ? 0 : Math.max((sumOf(counts) / max) * 100, 1);
  return html`<svg class="bar" aria-hidden="true" focusable="false">${barParts(counts, length).map(across)}</svg>`;
}

/** The same, upright. */
export function renderColumn(counts: VerdictCounts, max: number): Html {
  const length = max === 0 ? 0 : (sumOf(counts) / max) * 100;
  return html`<svg class="column" aria-hidden="true" focusable="false">${barParts(counts, length).map(upwards)}</svg>`;
}

/** The look of a verdict in a bar. */
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

/** A name out of the data, kept apart from the direction of the text around it; null is `nameless`. */
export function renderName(name: string | null, nameless: string): Html {
  if (name === null) return html`<span class="nameless">${nameless}</span>`;
  if (name.trim() === '')
    return html`<bdi class="name">${JSON.stringify(name)}</bdi> <span class="nameless">(blank)</span>`;
  return html`<bdi class="name">${visibleText(name)}</bdi>`;
}

/** `file, line 12 (byte 3,456)`. */
export function renderPlace({ file, line, offset }: RowPlace): Html {
  const byte = offset === null ? '' : ` (byte ${formatCount(offset)})`;
  return html`${renderFile(file)}, line ${formatCount(line)}${byte}`;
}

export function renderFile(file: string): Html {
  return file === '-' ? html`<span class="nameless">Standard input</span>` : renderName(file, '');
}

export function verdictIcon(verdict: RowVerdict): Html {
  return html`<svg class="icon ${verdict}" aria-hidden="true" focusable="false"><use href="#icon-${verdict}"/></svg>`;
}

/** The verdict as icon and words. */
export function verdictBadge(verdict: RowVerdict): Html {
  return html`<span class="badge ${verdict}">${verdictIcon(verdict)}${verdictWords[verdict].label}</span>`;
}

/** Each verdict has a shape of its own, so that it can be recognised without colour. */
export const iconSymbols: Html = html`<svg class="definitions" aria-hidden="true" focusable="false">
<symbol id="icon-distillable" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11"/><path class="mark" d="M6.8 12.4l3.5 3.5 7-7.4"/></symbol>
<symbol id="icon-not-distillable" viewBox="0 0 24 24"><path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/><path class="mark" d="M8 8l8 8M16 8l-8 8"/></symbol>
<symbol id="icon-unknown" viewBox="0 0 24 24"><path d="M12 .8L23.2 12 12 23.2.8 12z"/><path class="mark" d="M9.4 9.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2M12 17.2v.1"/></symbol>
<symbol id="icon-unnamed" viewBox="0 0 24 24"><rect x="1.5" y="1.5" width="21" height="21" rx="4"/><path class="mark" d="M7 12h10"/></symbol>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="6" height="6"/><rect class="ink" width="2.5" height="6"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="ground" width="5" height="5"/><circle class="ink" cx="2.5" cy="2.5" r="1.2"/></pattern>
</svg>`;

export type VerdictCounts = Readonly<Record<RowVerdict, number>>;

/** A part of a bar, in percent of the bar's whole track. */
interface BarPart {
  readonly verdict: RowVerdict;
  readonly start: number;
  readonly size: number;
}

/** Minimum size of a part, in percent of its bar, so that one bad row among millions is still visible. */
const minSize = 1;

/** The parts of a stacked bar, worst first, end to end; `length` is the bar's in percent of its track. */
export function barParts(counts: VerdictCounts, length: number): readonly BarPart[] {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const total = sumOf(counts);
  const shares = present.map((verdict) => Math.max((counts[verdict] / total) * 100, minSize));
  const scale = length / shares.reduce((sum, share) => sum + share, 0);
  let start = 0;
  return present.map((verdict, index) => {
    const size = (shares[index] ?? 0) * scale;
    const part = { verdict, start, size };
    start += size;
    return part;
  });
}

export function sumOf(counts: VerdictCounts): number {
  return rowVerdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
}

export function addCounts(left: VerdictCounts, right: VerdictCounts): VerdictCounts {
  return {
    'not-distillable': left['not-distillable'] + right['not-distillable'],
    unknown: left.unknown + right.unknown,
    unnamed: left.unnamed + right.unnamed,
    distillable: left.distillable + right.distillable,
  };
}

export const noRows: VerdictCounts = { 'not-distillable': 0, unknown: 0, unnamed: 0, distillable: 0 };
