import type { Verdict } from '@distillable/catalog';
import type { VNode } from 'preact';

const words: Readonly<Record<Verdict, string>> = {
  distillable: 'Distillable',
  'not-distillable': 'Not distillable',
  unknown: 'Unknown',
  dynamic: 'Server picks',
};

/** Every verdict, best first. */
export const verdicts: readonly Verdict[] = ['distillable', 'not-distillable', 'dynamic', 'unknown'];

export function verdictWords(verdict: Verdict): string {
  return words[verdict];
}

/** A verdict by its word and colour. */
export function VerdictBadge({ verdict }: { readonly verdict: Verdict }): VNode {
  return <span class={`badge ${verdict}`}>{words[verdict]}</span>;
}
