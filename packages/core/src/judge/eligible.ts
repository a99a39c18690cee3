import {
  type CatalogModel,
  type CatalogSnapshot,
  type Resolution,
  resolveByForm,
  type TermsTable,
} from '@distillable/catalog';
import { once } from '../once.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { createTermsJudge, type TermsJudge } from '../terms/terms-judge.js';
import { findAlternatives } from './find-alternatives.js';
import { createAdviser } from './suggest.js';
import { Wildcards } from './wildcard.js';

/** What the references of one request are judged by. What takes long is found out once for each slug. */
export interface JudgeContext {
  /** Null where there is no catalog to judge by: then nothing is proven. */
  readonly snapshot: CatalogSnapshot | null;
  readonly policy: CompiledPolicy;
  readonly resolve: (slug: string) => Resolution;
  readonly terms: TermsJudge;
  /** Whether a row is distillable, within the policy's lists, and kept out by no terms. */
  readonly isEligible: (model: CatalogModel) => boolean;
  /** Tells apart what wildcards match, each list of members once. */
  readonly sort: (members: readonly CatalogModel[]) => SortedMembers;
  /** Null without a catalog. */
  readonly wildcards: Wildcards | null;
  /** How many alternatives a rejected reference names. */
  readonly alternatives: number;
  /** Slugs to use instead of one that may not be used. */
  readonly alternativesTo: (resolution: Resolution) => readonly string[];
  /** Which models an unknown name may mean, as a sentence; empty if there is nothing to say. */
  readonly suggest: (name: string) => string;
}

/** The members of a wildcard by whether they are eligible. */
export interface SortedMembers {
  readonly fit: readonly string[];
  readonly unfit: readonly string[];
}

/** What a context is made of. */
export interface JudgeSettings {
  readonly snapshot: CatalogSnapshot | null;
  readonly policy: CompiledPolicy;
  /** How many alternatives a rejected reference names; with 0, unknown names get no suggestions either. */
  readonly alternatives: number;
  /** What licences and terms say; undefined for the table that is built in. */
  readonly terms: TermsTable | undefined;
  /** Milliseconds since the epoch, where the clock is known: models that have expired are no alternatives. */
  readonly now: number | null;
}

export function createJudgeContext(settings: JudgeSettings): JudgeContext {
  const { snapshot, policy, alternatives } = settings;
  const terms = createTermsJudge(policy, settings.terms);
  const isEligible = once((model: CatalogModel): boolean => {
    if (snapshot === null) return false;
    const resolution = snapshot.resolve(model.slug);
    if (resolution.verdict !== 'distillable') return false;
    const listed = policy.lookUp?.(resolution) ?? 'listed';
    const isListed = listed === 'listed' || listed === 'listed-exactly';
    return isListed && terms.judge(resolution.model ?? model).obstacle === null;
  });
  return {
    snapshot,
    policy,
    terms,
    alternatives,
    isEligible,
    sort: once((members) => ({
      fit: members.filter(isEligible).map(({ slug }) => slug),
      unfit: members.filter((model) => !isEligible(model)).map(({ slug }) => slug),
    })),
    resolve: (slug) => snapshot?.resolve(slug) ?? resolveByForm(slug),
    wildcards: snapshot === null ? null : new Wildcards(snapshot),
    alternativesTo: createAlternatives(settings, isEligible),
    suggest: createAdviser(alternatives === 0 ? null : snapshot),
  };
}

/** So many models get alternatives: to compare each of hundreds with the whole catalog takes long. */
const maxAdvised = 10;

function createAlternatives(
  { snapshot, alternatives, now }: JudgeSettings,
  accepts: (model: CatalogModel) => boolean,
): JudgeContext['alternativesTo'] {
  if (alternatives === 0 || snapshot === null) return () => none;
  // Most requests need none.
  let given: Map<CatalogModel, readonly string[]> | undefined;
  return (resolution) => {
    const { model } = resolution;
    if (model === null) return none;
    given ??= new Map();
    const known = given.get(model);
    if (known !== undefined || given.size >= maxAdvised) return known ?? none;
    const options = { limit: alternatives, accepts, ...todayOf(now) };
    const found = findAlternatives(snapshot, resolution, options).map(({ slug }) => slug);
    given.set(model, found);
    return found;
  };
}

/** The day, unless the clock gave nonsense. */
function todayOf(now: number | null): { readonly today?: string } {
  const date = new Date(now ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { today: date.toISOString().slice(0, 10) };
}

const none: readonly string[] = Object.freeze([]);
