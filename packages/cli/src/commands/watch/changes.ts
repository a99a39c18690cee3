import type { CatalogSnapshot, TermsEntry, TermsTable } from '@distillable/catalog';
import {
  type ChangeKind,
  changeKinds,
  chooseKinds,
  diffSnapshots,
  kindWords,
  wasDistillable,
} from '../snapshot/diff.js';
import { type TermsAge, termsAge } from '../terms/facts.js';

/** A kind of change that a watch can report: of the list, or of the age of terms. */
export type WatchKind = ChangeKind | 'terms-old' | 'terms-read';

/** All of them, in the order of reports. */
export const watchKinds: readonly WatchKind[] = [...changeKinds, 'terms-old', 'terms-read'];

/** Few people need to know of new rows and changed canonical slugs. */
export const defaultWatchKinds: readonly WatchKind[] = watchKinds.filter(
  (kind) => kind !== 'appeared' && kind !== 'changed',
);

/** One change since the last report. */
export interface Change {
  readonly kind: WatchKind;
  /** The slug of a row, or the id of an entry of the terms. */
  readonly name: string;
  /** Verdict, target of an alias, kind, canonical slug, or date of reading before; null for none. */
  readonly from: string | null;
  /** The same now. */
  readonly to: string | null;
  /** One line for people. */
  readonly text: string;
}

/** The changes of the list, in the order of {@link watchKinds}. */
export function listChanges(
  older: CatalogSnapshot,
  newer: CatalogSnapshot,
  kinds: readonly WatchKind[],
): readonly Change[] {
  const chosen = changeKinds.filter((kind) => kinds.includes(kind));
  const diff = chooseKinds(diffSnapshots(older, newer), chosen);
  const { vanished = [], lost = [], gained = [], appeared = [], aliasMoved = [], changed = [] } = diff;
  const change = (kind: ChangeKind, name: string, from: string | null, to: string | null): Change => ({
    ...{ kind, name, from, to },
    text: `${kindWords[kind]}: ${name}: ${from ?? '(none)'} -> ${to ?? '(none)'}`,
  });
  const switched = (kind: ChangeKind) => (slug: string) =>
    change(kind, slug, older.resolve(slug).verdict, newer.resolve(slug).verdict);
  const gone = (kind: ChangeKind, rows: typeof vanished) =>
    rows.map(({ slug, verdict }) => change(kind, slug, verdict, null));
  return [
    ...gone('vanished-distillable', vanished.filter(wasDistillable)),
    ...lost.map(switched('lost')),
    ...gained.map(switched('gained')),
    ...gone(
      'vanished',
      vanished.filter((row) => !wasDistillable(row)),
    ),
    ...appeared.map(({ slug, verdict }) => change('appeared', slug, null, verdict)),
    ...aliasMoved.map(({ slug, from, to }) => change('alias-moved', slug, from, to)),
    ...changed.flatMap(({ slug, kind, canonicalSlug }) =>
      [kind, canonicalSlug].flatMap((each) =>
        each === undefined ? [] : [change('changed', slug, each.from, each.to)],
      ),
    ),
  ];
}

/** The changes in the age of the terms, and the entries that are old now. */
export interface AgedTerms {
  readonly changes: readonly Change[];
  /** Ids. */
  readonly old: readonly string[];
}

/**
 * Entries that grew old, and those that were old and have been read again. Entries without a date have no age.
 *
 * @param oldBefore ids of those that were old at the last report
 * @param now milliseconds since the epoch
 */
export function termsChanges(
  { entries }: TermsTable,
  oldBefore: readonly string[],
  kinds: readonly WatchKind[],
  now: number,
): AgedTerms {
  // A kind that is not reported now must be reported when it is asked for later.
  if (!kinds.includes('terms-old') && !kinds.includes('terms-read')) return { changes: [], old: oldBefore };
  const before = new Set(oldBefore);
  const aged = entries.flatMap((entry) => {
    const age = termsAge(entry, now);
    return age === null ? [] : [{ entry, age }];
  });
  const grown = aged.filter(({ entry, age }) => age.isOld && !before.has(entry.id));
  const renewed = aged.filter(({ entry, age }) => !age.isOld && before.has(entry.id));
  const changes = [...grown.map(grewOld), ...renewed.map(readAgain)];
  return {
    changes: changes.filter(({ kind }) => kinds.includes(kind)),
    old: aged.filter(({ age }) => age.isOld).map(({ entry }) => entry.id),
  };
}

interface AgedEntry {
  readonly entry: TermsEntry;
  readonly age: TermsAge;
}

function grewOld({ entry: { id, document }, age: { on, days } }: AgedEntry): Change {
  const text = `terms grew old: ${id}: ${document}, read on ${on}, ${days} days ago`;
  return { kind: 'terms-old', name: id, from: on, to: on, text };
}

function readAgain({ entry: { id, document }, age: { on } }: AgedEntry): Change {
  return {
    kind: 'terms-read',
    name: id,
    from: null,
    to: on,
    text: `terms were read again: ${id}: ${document}, read on ${on}`,
  };
}
