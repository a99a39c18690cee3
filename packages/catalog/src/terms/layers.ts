import { splitVariant } from '../slug.js';
import { isForOthers, readCondition } from './conditions.js';
import { hostOf, hostsOfMaker } from './hosts.js';
import type { TermsEntry, TermsLayerKind, TermsModel, TermsStatement } from './terms.js';

/**
 * Whether an entry is about a model. A variant has the weights and the maker of its base, so globs are compared with the
 * id with and without it.
 */
export function matchesModel(
  entry: Pick<TermsEntry, 'models'>,
  model: Omit<TermsModel, 'permission'>,
): boolean {
  return entry.models.some((glob) => matchesGlob(glob, model));
}

/** Whether one glob of an entry is about a model. */
export function matchesGlob(glob: string, { slug, huggingFaceId }: Omit<TermsModel, 'permission'>): boolean {
  if (glob.startsWith('hf:')) {
    return huggingFaceId !== null && fits(glob.slice(3).toLowerCase(), huggingFaceId.toLowerCase());
  }
  // This test settles most of them: a list has hundreds of rows, and a table hundreds of globs.
  if (glob[0] !== slug[0] && glob[0] !== '*') return false;
  return fits(glob, splitVariant(slug).base) || fits(glob, slug);
}

/** In time that grows with the length of the text, whatever the glob. */
function fits(glob: string, text: string): boolean {
  const star = glob.indexOf('*');
  if (star < 0) return glob === text;
  if (!text.startsWith(glob.slice(0, star))) return false;
  const rest = glob.slice(star + 1).split('*');
  const last = rest.pop() ?? '';
  const end = text.length - last.length;
  if (end < star || !text.endsWith(last)) return false;
  let at = star;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** An entry that applies to a model. */
export interface TermsLayer extends TermsEntry {
  /**
   * True if the entry applies only where the maker or its cloud serves, while the host is not known and others may serve
   * the model too. False if it applies.
   */
  readonly ifMakerServes: boolean;
}

/** The facts of its layer that a duty or a conflict repeats. */
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

/** One duty of a user of the outputs. */
export interface Duty extends TermsSource {
  /** `code` or `code:value`, as in {@link TermsEntry.conditions}. */
  readonly condition: string;
  /** Id of the entry. */
  readonly entry: string;
  /** One plain sentence. */
  readonly text: string;
  /** Whether it limits how a model that was trained on the outputs may be trained, named, sold or offered. */
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

/** The duties of one layer. The scope of a ban and the ways out of it only say how far it goes: they are no duties. */
export function dutiesIn(layer: TermsLayer, slug: string): readonly Duty[] {
  return layer.conditions.flatMap((condition) => {
    const read = readCondition(condition);
    if (read === null || read.group === 'surface' || isForOthers(condition, slug)) return [];
    if (layer.statement === 'disallowed' && read.group !== 'duty') return [];
    return [{ condition, ...sourceOf(layer), text: read.text, binding: read.binding }];
  });
}
