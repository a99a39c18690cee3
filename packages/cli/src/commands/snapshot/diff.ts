import type { CatalogModel, CatalogSnapshot, ModelKind, Verdict } from '@distillable/catalog';
import { usageError } from '../../errors.js';
import type { Colours } from '../../terminal/style.js';
import { toPlainText } from '../../terminal/text.js';

/** A slug and its verdict. */
export interface JudgedSlug {
  readonly slug: string;
  readonly verdict: Verdict;
}

/** A value before and after. */
export interface Change<Value> {
  readonly from: Value;
  readonly to: Value;
}

/** A slug whose row is another kind of thing now, or has another canonical slug. */
export interface ChangedRow {
  readonly slug: string;
  readonly kind?: Change<ModelKind>;
  readonly canonicalSlug?: Change<string>;
}

/** The changes from one list to another. Every list is ordered by slug. */
export interface SnapshotDiff {
  /** In the older list alone; those that were distillable first. */
  readonly vanished: readonly JudgedSlug[];
  /** In both lists, and distillable only in the older one. */
  readonly lost: readonly string[];
  /** In both lists, and distillable only in the newer one. */
  readonly gained: readonly string[];
  readonly appeared: readonly JudgedSlug[];
  /** Rows that are aliases of another row now. Null: of none, or of one that the row does not name. */
  readonly aliasMoved: readonly ({ readonly slug: string } & Change<string | null>)[];
  readonly changed: readonly ChangedRow[];
}

/** Compares two lists by everything that affects permissions. Prices and descriptions don't. */
export function diffSnapshots(older: CatalogSnapshot, newer: CatalogSnapshot): SnapshotDiff {
  const kept = older.models().flatMap((before) => {
    const after = newer.get(before.slug);
    return after === undefined ? [] : [{ before, after }];
  });
  const isDistillable = (snapshot: CatalogSnapshot, { slug }: CatalogModel): boolean =>
    snapshot.resolve(slug).verdict === 'distillable';
  const switched = kept
    .map(({ before, after }) => ({
      slug: before.slug,
      was: isDistillable(older, before),
      is: isDistillable(newer, after),
    }))
    .filter(({ was, is }) => was !== is);
  const vanished = missingFrom(newer, older);
  return {
    vanished: [...vanished.filter(wasDistillable), ...vanished.filter((row) => !wasDistillable(row))],
    lost: switched.filter(({ was }) => was).map(({ slug }) => slug),
    gained: switched.filter(({ is }) => is).map(({ slug }) => slug),
    appeared: missingFrom(older, newer),
    aliasMoved: kept
      .filter(({ before, after }) => before.aliasTarget !== after.aliasTarget)
      .map(({ before, after }) => ({ slug: before.slug, from: before.aliasTarget, to: after.aliasTarget })),
    changed: kept.flatMap(({ before, after }) => changeOf(before, after) ?? []),
  };
}

/** Kinds of changes that can be chosen, in the order of their headings. `vanished` includes `vanished-distillable`. */
export const changeKinds = [
  'vanished-distillable',
  'lost',
  'gained',
  'vanished',
  'appeared',
  'alias-moved',
  'changed',
] as const;

/** One of {@link changeKinds}. */
export type ChangeKind = (typeof changeKinds)[number];

/** Each kind in words. */
export const kindWords: Readonly<Record<ChangeKind, string>> = {
  'vanished-distillable': 'vanished, was distillable',
  lost: 'lost the permission',
  gained: 'gained the permission',
  vanished: 'vanished',
  appeared: 'appeared',
  'alias-moved': 'alias moved',
  changed: 'changed',
};

/**
 * The kinds that `--only` names, in their own order.
 *
 * @throws CommandError `USAGE`
 */
export function readKinds<Kind extends string>(
  words: readonly string[],
  kinds: readonly Kind[],
): readonly Kind[] {
  const unknown = words.find((word) => !kinds.some((kind) => kind === word));
  if (unknown === undefined) return kinds.filter((kind) => words.includes(kind));
  throw usageError(`--only takes ${kinds.join(', ')}, not "${unknown}".`);
}

/** A diff without the lists that were not asked for. */
export type ChosenDiff = Partial<SnapshotDiff>;

/** The changes of these kinds only. */
export function chooseKinds(diff: SnapshotDiff, kinds: readonly ChangeKind[]): ChosenDiff {
  const has = (kind: ChangeKind): boolean => kinds.includes(kind);
  return {
    ...(has('vanished')
      ? { vanished: diff.vanished }
      : has('vanished-distillable') && { vanished: diff.vanished.filter(wasDistillable) }),
    ...(has('lost') && { lost: diff.lost }),
    ...(has('gained') && { gained: diff.gained }),
    ...(has('appeared') && { appeared: diff.appeared }),
    ...(has('alias-moved') && { aliasMoved: diff.aliasMoved }),
    ...(has('changed') && { changed: diff.changed }),
  };
}

/** Whether the two lists are the same, as far as a diff looks. */
export function isEmptyDiff(diff: ChosenDiff): boolean {
  return Object.values(diff).every((entries) => entries.length === 0);
}

/** Whether a row that is gone had the permission. */
export function wasDistillable({ verdict }: JudgedSlug): boolean {
  return verdict === 'distillable';
}

function missingFrom(one: CatalogSnapshot, other: CatalogSnapshot): readonly JudgedSlug[] {
  return other
    .models()
    .filter(({ slug }) => one.get(slug) === undefined)
    .map(({ slug }) => ({ slug, verdict: other.resolve(slug).verdict }));
}

function changeOf(before: CatalogModel, after: CatalogModel): ChangedRow | undefined {
  const isSameKind = before.kind === after.kind;
  const isSameName = before.canonicalSlug === after.canonicalSlug;
  if (isSameKind && isSameName) return undefined;
  return {
    slug: before.slug,
    ...(isSameKind ? {} : { kind: { from: before.kind, to: after.kind } }),
    ...(isSameName ? {} : { canonicalSlug: { from: before.canonicalSlug, to: after.canonicalSlug } }),
  };
}

type Paint = (text: string) => string;

/** A diff for people: a heading for each kind of change, with a line for each row. */
export function renderDiff(diff: ChosenDiff, { bold, red, green, yellow, dim }: Colours): string {
  if (isEmptyDiff(diff)) return 'no difference\n';
  const { vanished = [], lost = [], gained = [], appeared = [], aliasMoved = [], changed = [] } = diff;
  const target = (slug: string | null): string => slug ?? '(not given)';
  const section = (kind: ChangeKind, sign: string, paint: Paint, rows: readonly string[]): string =>
    rows.length === 0
      ? ''
      : `${bold(`${kindWords[kind]} (${rows.length})`)}\n${rows.map((row) => `${paint(`${sign} ${toPlainText(row)}`)}\n`).join('')}`;
  return [
    section(
      'vanished-distillable',
      '-',
      red,
      vanished.filter(wasDistillable).map(({ slug }) => slug),
    ),
    section('lost', '-', red, lost),
    section('gained', '+', green, gained),
    section('vanished', '-', dim, vanished.filter((row) => !wasDistillable(row)).map(judged)),
    section('appeared', '+', dim, appeared.map(judged)),
    section(
      'alias-moved',
      '~',
      yellow,
      aliasMoved.map(({ slug, from, to }) => `${slug}: ${target(from)} -> ${target(to)}`),
    ),
    section('changed', '~', yellow, changed.map(describeChange)),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function judged({ slug, verdict }: { readonly slug: string; readonly verdict: string }): string {
  return `${slug} (${verdict})`;
}

function describeChange({ slug, kind, canonicalSlug }: ChangedRow): string {
  const parts = [
    kind === undefined ? [] : [`${kind.from} -> ${kind.to}`],
    canonicalSlug === undefined ? [] : [`canonical slug ${canonicalSlug.from} -> ${canonicalSlug.to}`],
  ];
  return `${slug}: ${parts.flat().join(', ')}`;
}
