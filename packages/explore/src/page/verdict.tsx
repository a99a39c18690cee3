import type { Verdict } from '@distillable/catalog';
import type { VNode } from 'preact';

/** A verdict on a model or on a row, which may name none. */
export type ShownVerdict = Verdict | 'unnamed';

const words: Readonly<Record<ShownVerdict, string>> = {
  distillable: 'Distillable',
  'not-distillable': 'Not distillable',
  unknown: 'Unknown',
  dynamic: 'Server picks',
  unnamed: 'No model named',
};

/** Every verdict on a model. */
export const verdicts: readonly Verdict[] = ['distillable', 'not-distillable', 'dynamic', 'unknown'];

export function verdictWords(verdict: ShownVerdict): string {
  return words[verdict];
}

/** A verdict by its word and colour. */
export function VerdictBadge({ verdict }: { readonly verdict: ShownVerdict }): VNode {
  return <span class={`badge ${verdict}`}>{words[verdict]}</span>;
}
