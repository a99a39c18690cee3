import { type CatalogSnapshot, type Identification, identify } from '@distillable/catalog';
import { evaluate, type JudgedReference, type Policy } from '@distillable/core';
import type { CatalogsInForce } from './catalogs.js';
import type { FoundName } from './places/found-name.js';
import { type RowCode, type RowVerdict, severity } from './row-verdict.js';

/** The verdict on a name. */
export interface JudgedName {
  readonly verdict: Exclude<RowVerdict, 'unnamed'>;
  readonly code: RowCode;
  readonly message: string;
  /** Of the slug that was judged, or of the model that the name means; null if neither is known. */
  readonly author: string | null;
  /** Distillable models for future requests; never other names for this data. */
  readonly alternatives: readonly string[];
  /** The list that judged; null if none did. */
  readonly catalog: CatalogSnapshot | null;
  /** The meaning of the name if it is not a slug of that list; null if it is one. */
  readonly identified: Identification | null;
}

/** Further proofs that are accepted besides an exact name: a close spelling, or that all models of the author are distillable. */
export const acceptedIdentifications = ['normalised', 'author'] as const;

/** One of {@link acceptedIdentifications}. */
export type AcceptedIdentification = (typeof acceptedIdentifications)[number];

/** How names are judged. */
export interface NameRules {
  readonly policy: Policy;
  /** Spellings that the user declares to mean a slug. */
  readonly names: ReadonlyMap<string, string>;
  readonly accept: ReadonlySet<AcceptedIdentification>;
}

/**
 * Judges a name by the catalog of a period. `alternatives`: how many models for future requests to look for, which takes
 * time.
 */
export type JudgeName = (
  name: Pick<FoundName, 'name' | 'kind'>,
  period: number,
  alternatives?: number,
) => JudgedName;

/**
 * Judges by the catalogs and by the policy's lists. Models that the lists reject count as not distillable, as in `check`.
 * The other fields of a policy are about requests, and a row is a response. Without proof nothing counts as distillable.
 */
export function createJudge({ snapshots }: CatalogsInForce, rules: NameRules, now: number): JudgeName {
  const { allow, deny } = rules.policy;
  const policy: Policy = {
    ...(allow === undefined ? {} : { allow }),
    ...(deny === undefined ? {} : { deny }),
  };
  const judges = snapshots.map((snapshot) => {
    let labels: ReadonlyMap<string, AuthorLabel> | null = null;
    return createNameJudge({
      snapshot,
      names: rules.names,
      accept: rules.accept,
      labels() {
        labels ??= authorLabels(snapshot);
        return labels;
      },
      judgeSlug: (slug, alternatives) =>
        evaluate({ model: slug }, snapshot, policy, { shape: 'chat', now, alternatives }).references.find(
          ({ path }) => path === '/model',
        ),
    });
  });
  return ({ name, kind }, period, alternatives = 0) => {
    const judge = judges[period];
    if (judge === undefined) return { ...beforeCatalogs, author: authorOf(name) };
    return inOneLayout(kind === 'malformed' ? malformed(name, snapshots[period]) : judge(name, alternatives));
  };
}

/** Not by a spread: each object would have a hidden layout of its own, and adding up all rows would be slow. */
function inOneLayout({
  verdict,
  code,
  message,
  author,
  alternatives,
  catalog,
  identified,
}: JudgedName): JudgedName {
  return { verdict, code, message, author, alternatives, catalog, identified };
}

interface JudgeParts {
  readonly snapshot: CatalogSnapshot;
  readonly names: ReadonlyMap<string, string>;
  readonly accept: NameRules['accept'];
  /** Few names need them. */
  readonly labels: () => ReadonlyMap<string, AuthorLabel>;
  readonly judgeSlug: (slug: string, alternatives: number) => JudgedReference | undefined;
}

/** The labels of an author's models in one list. */
type AuthorLabel = 'all' | 'some' | 'none';

function authorLabels(snapshot: CatalogSnapshot): ReadonlyMap<string, AuthorLabel> {
  const labels = new Map<string, AuthorLabel>();
  for (const { slug, kind } of snapshot.models()) {
    const author = authorOf(slug);
    if (kind !== 'model' || author === null) continue;
    const label = snapshot.resolve(slug).verdict === 'distillable' ? 'all' : 'none';
    const known = labels.get(author) ?? label;
    labels.set(author, known === label ? label : 'some');
  }
  return labels;
}

function createNameJudge(parts: JudgeParts): (name: string, alternatives: number) => JudgedName {
  const { snapshot, names, judgeSlug } = parts;
  return (name, alternatives) => {
    const declared = names.get(name);
    const reference = judgeSlug(declared ?? name, alternatives);
    if (reference === undefined) return malformed(name, snapshot);
    const judged = fromReference(reference, name, snapshot);
    if (declared !== undefined) {
      const message = `${name} was declared to mean ${declared}. ${judged.message}`;
      return { ...judged, message, identified: identify(name, snapshot, { names }) };
    }
    // A policy that denies a name denies it whatever it means.
    if (reference.code !== 'UNKNOWN_MODEL' && reference.code !== 'VARIANT_WITHOUT_ROW') return judged;
    return judgeIdentified(name, identify(name, snapshot), judged, parts);
  };
}

/** Judges what a name that is not a slug of the list means. Only an exact identification is proof. */
function judgeIdentified(
  name: string,
  identified: Identification,
  unknown: JudgedName,
  parts: JudgeParts,
): JudgedName {
  const { slugs, author, certainty, retired } = identified;
  if (certainty === 'none') return { ...unknown, message: unknownMessage(name), identified };
  if (author !== null && (certainty === 'author-only' || retired))
    return judgeByAuthor(name, identified, author, parts);
  const worst = strictest(slugs.flatMap((slug) => parts.judgeSlug(slug, 0) ?? []));
  if (worst === undefined) return { ...unknown, identified };
  const means = fromReference(worst, name, parts.snapshot);
  const which = slugs.length === 1 ? (slugs[0] ?? '') : `one of ${slugs.join(', ')}`;
  if (certainty === 'exact') {
    return { ...means, message: `${name} is ${which}. ${means.message}`, identified };
  }
  if (!parts.accept.has('normalised'))
    return { ...unknown, ...mostLikely(name, which, means), author, identified };
  return { ...means, message: `${name} was accepted as ${which}. ${means.message}`, identified };
}

function mostLikely(name: string, which: string, means: JudgedName): Pick<JudgedName, 'code' | 'message'> {
  const message = `${name} is most likely ${which}, which is ${means.verdict}. A spelling that is only close proves nothing: look it up, then declare it with --names, or accept such spellings with --accept normalised.`;
  return { code: 'NAME_NOT_EXACT', message };
}

/** A retired model, or one of which only the maker is certain: OpenRouter keeps the permission on the author. */
function judgeByAuthor(
  name: string,
  identified: Identification,
  author: string,
  { snapshot, labels, accept, judgeSlug }: JudgeParts,
): JudgedName {
  const label = labels().get(author);
  const [slug] = identified.slugs;
  const what =
    slug === undefined ? `${name} is a model of ${author}` : `${name} is ${slug}, which is not in this list`;
  const base = { author, alternatives: [], catalog: snapshot, identified };
  const lists = judgeSlug(slug ?? `${author}/${unlisted}`, 0)?.code;
  if (lists === 'DENIED_BY_POLICY') {
    return { ...base, verdict: 'not-distillable', code: lists, message: `${what}. The policy denies it.` };
  }
  if (label === 'none') {
    const message = `${what}. None of the models of ${author} is distillable.`;
    return { ...base, verdict: 'not-distillable', code: 'AUTHOR_NOT_DISTILLABLE', message };
  }
  const known = label === undefined ? `The list has no model of ${author}` : describeLabel(label, author);
  const code = slug === undefined ? 'AUTHOR_ONLY' : 'MODEL_RETIRED';
  if (label === 'all' && accept.has('author') && lists !== 'NOT_IN_POLICY') {
    return {
      ...base,
      verdict: 'distillable',
      code: 'ACCEPTED_BY_AUTHOR',
      message: `${what}. ${known}, which was accepted as proof.`,
    };
  }
  const message = `${what}. ${known}, but that is not proof for this one.`;
  return { ...base, verdict: 'unknown', code, message };
}

function describeLabel(label: 'all' | 'some', author: string): string {
  return label === 'all'
    ? `All models of ${author} in it are distillable`
    : `Only some models of ${author} are distillable`;
}

/** A slug that no list has: what a policy says about it, it says about the author. */
const unlisted = 'no-such-model';

function strictest(references: readonly JudgedReference[]): JudgedReference | undefined {
  return references.toSorted((a, b) => severity[verdictOf(b)] - severity[verdictOf(a)])[0];
}

function fromReference(reference: JudgedReference, name: string, catalog: CatalogSnapshot): JudgedName {
  return {
    verdict: verdictOf(reference),
    code: reference.code,
    message: messageOf(reference, name),
    author: authorOf(reference.model ?? name),
    alternatives: reference.alternatives,
    catalog,
    identified: null,
  };
}

/** Without advice for requests: existing data can't change its model. */
function messageOf({ code, message, model }: JudgedReference, name: string): string {
  return code === 'NOT_DISTILLABLE'
    ? `${model ?? name} is not marked as distillable: its text may not be used to train other models.`
    : message;
}

function verdictOf({ verdict, code }: JudgedReference): JudgedName['verdict'] {
  if (code === 'DISTILLABLE') return 'distillable';
  if (code === 'DENIED_BY_POLICY' || code === 'NOT_IN_POLICY') return 'not-distillable';
  return verdict === 'not-distillable' ? 'not-distillable' : 'unknown';
}

function unknownMessage(name: string): string {
  return `${name} is not a model of the list, and not a name that is known for one. If you know what it means, declare it with --names.`;
}

function malformed(text: string, catalog: CatalogSnapshot | undefined): JudgedName {
  return {
    verdict: 'unknown',
    code: 'NOT_A_SLUG',
    message: `Instead of a model's name there is ${text}.`,
    author: null,
    alternatives: [],
    catalog: catalog ?? null,
    identified: null,
  };
}

const beforeCatalogs: JudgedName = {
  verdict: 'unknown',
  code: 'NO_CATALOG_AT_TIME',
  message:
    'These rows have no time, or one before the oldest snapshot of the archive, so no catalog can judge them. Say where their time is (fields.time, or --time-field), or add older snapshots.',
  author: null,
  alternatives: [],
  catalog: null,
  identified: null,
};

function authorOf(slug: string): string | null {
  const slash = slug.indexOf('/');
  return slash <= 0 ? null : slug.slice(0, slash).replace(/^~/, '');
}
