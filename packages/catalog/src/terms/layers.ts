import { hostOf, hostsOfMaker } from './hosts.js';
import type { TermsEntry, TermsLayerKind, TermsStatement } from './terms.js';

/** An entry that applies to a model. */
export interface TermsLayer extends TermsEntry {
  /**
   * True if the entry applies only where the maker or its cloud serves, while the host is not known and others may serve
   * the model too. False if it applies.
   */
  readonly ifMakerServes: boolean;
}

/** What a duty or a conflict repeats of its layer. */
export interface TermsSource {
  /** URL of the text; null if it has none. */
  readonly source: string | null;
  /** False if the evidence is weak. */
  readonly verified: boolean;
  /** As in {@link TermsLayer.ifMakerServes}. */
  readonly ifMakerServes: boolean;
}

export function sourceOf(layer: TermsLayer): TermsSource & { readonly entry: string } {
  return {
    entry: layer.id,
    source: layer.url,
    verified: layer.evidence !== 'weak',
    ifMakerServes: layer.ifMakerServes,
  };
}

/** The terms of a chat app don't apply to API calls. */
export function isConsumer({ conditions }: TermsEntry): boolean {
  return conditions.includes('surface:consumer');
}

const kinds: readonly TermsLayerKind[] = ['weights-licence', 'api-terms', 'host-terms'];

/** The layers that apply among the entries about a model: those of the weights first, of the host last. */
export function layersOf(
  found: readonly TermsEntry[],
  { host, isOpen }: { readonly host: string | null; readonly isOpen: boolean },
): readonly TermsLayer[] {
  return found
    .filter((entry) => !isConsumer(entry) && isServedUnder(entry, host))
    .map((entry) => ({ ...entry, ifMakerServes: entry.layer === 'api-terms' && host === null && isOpen }))
    .toSorted((one, other) => kinds.indexOf(one.layer) - kinds.indexOf(other.layer));
}

function isServedUnder(entry: TermsEntry, host: string | null): boolean {
  if (entry.layer === 'weights-licence') return true;
  return host === null ? entry.layer === 'api-terms' : hostsUnder(entry).includes(host);
}

/** The provider slugs of the hosts that serve under these terms. */
export function hostsUnder({ layer, host, author }: TermsEntry): readonly string[] {
  if (layer === 'api-terms') return hostsOfMaker(author);
  return host === null ? [] : [hostOf(host)];
}

const strictness: readonly TermsStatement[] = [
  'disallowed',
  'unknown',
  'allowed-with-conditions',
  'silent',
  'allowed',
];

export function strictestOf<Layer extends TermsEntry>(layers: readonly Layer[]): Layer | undefined {
  const rank = ({ statement }: Layer): number => strictness.indexOf(statement);
  return layers.toSorted((one, other) => rank(one) - rank(other))[0];
}
