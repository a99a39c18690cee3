import { isForOthers, readCondition } from './conditions.js';
import { sourceOf, type TermsLayer, type TermsSource } from './layers.js';

/** What a user of the outputs owes. */
export interface Duty extends TermsSource {
  /** `code` or `code:value`, as in {@link TermsEntry.conditions}. */
  readonly condition: string;
  /** Id of the entry. */
  readonly entry: string;
  /** One plain sentence. */
  readonly text: string;
  /** Whether it can keep a model from being trained, named, sold or placed as its maker likes. */
  readonly binding: boolean;
}

/** Each duty once: from a layer that applies before one that may, and from the best evidence. */
export function dutiesOf(layers: readonly TermsLayer[], slug: string): readonly Duty[] {
  const evidence = ['primary', 'secondary', 'weak'];
  const rank = (layer: TermsLayer): number =>
    (layer.ifMakerServes ? evidence.length : 0) + evidence.indexOf(layer.evidence);
  const duties = new Map<string, Duty>();
  for (const layer of layers.toSorted((one, other) => rank(one) - rank(other))) {
    for (const duty of dutiesIn(layer, slug)) {
      if (!duties.has(duty.condition)) duties.set(duty.condition, duty);
    }
  }
  return [...duties.values()];
}

/** What one layer asks for. Of a ban, scope and ways out only say how far it goes: they are no duties. */
export function dutiesIn(layer: TermsLayer, slug: string): readonly Duty[] {
  return layer.conditions.flatMap((condition) => {
    const read = readCondition(condition);
    if (read === null || read.group === 'surface' || isForOthers(condition, slug)) return [];
    if (layer.statement === 'disallowed' && read.group !== 'duty') return [];
    return [{ condition, ...sourceOf(layer), text: read.text, binding: read.binding }];
  });
}
