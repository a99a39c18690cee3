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
import { createAdviser, findAlternatives } from './find-alternatives.js';
import { Wildcards } from './wildcard.js';

/** The members of a wildcard by whether they are eligible. */
export interface SortedMembers {
  readonly fit: readonly string[];
  readonly unfit: readonly string[];
}

/** The parts of a context. */
export interface JudgeSettings {
  readonly snapshot: CatalogSnapshot | null;
  readonly policy: CompiledPolicy;
  /** How many alternatives a rejected reference names; with 0, unknown names get no suggestions either. */
  readonly alternatives: number;
  /** The table of licences and terms; undefined for the built-in one. */
  readonly terms: TermsTable | undefined;
  /** Milliseconds since the epoch, where the clock is known: models that have expired are no alternatives. */
  readonly now: number | null;
}

/** At most this many models get alternatives: to compare each of hundreds with the whole catalog takes long. */
const maxAdvised = 10;

/**
 * Everything by which the references of one request are judged. Slow look-ups are made once for each slug, and only for
 * requests that need them.
 */
export class JudgeContext {
  /** Null where there is no catalog to judge by: then nothing is proven. */
  readonly snapshot: CatalogSnapshot | null;
  readonly policy: CompiledPolicy;
  readonly terms: TermsJudge;
  /** How many alternatives a rejected reference names. */
  readonly alternatives: number;
  readonly #now: number | null;
  #wildcards: Wildcards | null = null;
  #isEligible: ((model: CatalogModel) => boolean) | null = null;
  #sort: ((members: readonly CatalogModel[]) => SortedMembers) | null = null;
  #alternatives: Map<CatalogModel, readonly string[]> | null = null;
  #suggest: ((name: string) => string) | null = null;

  constructor({ snapshot, policy, alternatives, now, terms }: JudgeSettings) {
    this.snapshot = snapshot;
    this.policy = policy;
    this.terms = createTermsJudge(policy, terms);
    this.alternatives = alternatives;
    this.#now = now;
  }

  resolve(slug: string): Resolution {
    return this.snapshot?.resolve(slug) ?? resolveByForm(slug);
  }

  /** Null without a catalog. */
  get wildcards(): Wildcards | null {
    if (this.snapshot !== null) this.#wildcards ??= new Wildcards(this.snapshot);
    return this.#wildcards;
  }

  /** Whether a row is distillable, within the policy's lists, and kept out by no terms. */
  isEligible(model: CatalogModel): boolean {
    this.#isEligible ??= once((each: CatalogModel) => this.#mayBeUsed(each));
    return this.#isEligible(model);
  }

  /** Divides the members of a wildcard into eligible and other ones, once for each list of members. */
  sort(members: readonly CatalogModel[]): SortedMembers {
    this.#sort ??= once((each: readonly CatalogModel[]) => {
      const slugsWhere = (isFit: boolean): readonly string[] =>
        each.filter((model) => this.isEligible(model) === isFit).map(({ slug }) => slug);
      return { fit: slugsWhere(true), unfit: slugsWhere(false) };
    });
    return this.#sort(members);
  }

  /** Slugs to use instead of one that may not be used. */
  alternativesTo(resolution: Resolution): readonly string[] {
    const { snapshot, alternatives: limit } = this;
    const { model } = resolution;
    if (limit === 0 || snapshot === null || model === null) return none;
    this.#alternatives ??= new Map();
    const known = this.#alternatives.get(model);
    if (known !== undefined || this.#alternatives.size >= maxAdvised) return known ?? none;
    const accepts = (row: CatalogModel): boolean => this.isEligible(row);
    const options = { limit, accepts, ...todayOf(this.#now) };
    const found = findAlternatives(snapshot, resolution, options).map(({ slug }) => slug);
    this.#alternatives.set(model, found);
    return found;
  }

  /** Which models an unknown name may mean, as a sentence; empty if there is nothing to say. */
  suggest(name: string): string {
    this.#suggest ??= createAdviser(this.alternatives === 0 ? null : this.snapshot);
    return this.#suggest(name);
  }

  #mayBeUsed(model: CatalogModel): boolean {
    const resolution = this.snapshot?.resolve(model.slug);
    if (resolution?.verdict !== 'distillable') return false;
    const listed = this.policy.lookUp?.(resolution) ?? 'listed';
    const isListed = listed === 'listed' || listed === 'listed-exactly';
    return isListed && this.terms.judge(resolution.model ?? model).obstacle === null;
  }
}

/** The day, or undefined if the clock gave an invalid time. */
function todayOf(now: number | null): { readonly today?: string } {
  const date = new Date(now ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? {} : { today: date.toISOString().slice(0, 10) };
}

const none: readonly string[] = Object.freeze([]);
