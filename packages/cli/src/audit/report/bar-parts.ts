import type { RowVerdict } from '../audit-report.js';
import { rowVerdicts } from './row-verdicts.js';

export type VerdictCounts = Readonly<Record<RowVerdict, number>>;

/** A part of a bar, in percent of the bar's whole track. */
export interface BarPart {
  readonly verdict: RowVerdict;
  readonly start: number;
  readonly size: number;
}

/** The least that a part takes of its bar, in percent, so that one bad row among millions is still seen. */
const leastSize = 1;

/** The parts of a stacked bar, worst first, end to end; `length` is the bar's in percent of its track. */
export function barParts(counts: VerdictCounts, length: number): readonly BarPart[] {
  const present = rowVerdicts.filter((verdict) => counts[verdict] > 0);
  const total = sumOf(counts);
  const shares = present.map((verdict) => Math.max((counts[verdict] / total) * 100, leastSize));
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
