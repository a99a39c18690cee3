import {
  checkOptions,
  isObject,
  type JsonObject,
  type OptionRules,
  type Resolution,
} from '@distillable/catalog';
import { compileHosts, type HostBounds } from './hosts.js';
import { type Policy, policyRules } from './policy.js';

/** The verdict of a policy's lists on a model. */
export type ListVerdict = 'denied' | 'not-listed' | 'listed' | 'listed-exactly';

/** A policy with its defaults, and its lists ready for look-ups. */
export interface CompiledPolicy
  extends Required<Pick<Policy, 'mode' | 'routers' | 'withoutCatalog'>>,
    Pick<AgeLimit, 'maxCatalogAge'> {
  /** Looks a model up in the lists; null where the policy has none. */
  readonly lookUp: ((resolution: Resolution) => ListVerdict) | null;
  /** Null where every host may serve. */
  readonly hostBounds: HostBounds | null;
  /** The conditions that are accepted; null where terms only annotate. */
  readonly acceptedTerms: readonly string[] | null;
}

/** How old a catalog may be. */
export interface AgeLimit {
  /** Milliseconds; undefined where the policy sets none. */
  readonly maxCatalogAge?: number | undefined;
}

/** Prepares a policy for any number of look-ups. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const { allow, deny, hosts, terms = 'annotate' } = policy;
  const hasLists = allow !== undefined || deny !== undefined;
  return {
    mode: policy.mode ?? 'reject',
    routers: policy.routers ?? 'bounded',
    withoutCatalog: policy.withoutCatalog ?? 'reject',
    maxCatalogAge: policy.maxCatalogAge,
    lookUp: hasLists ? compileLists(allow, deny ?? []) : null,
    hostBounds: hosts === undefined ? null : compileHosts(hosts),
    acceptedTerms: terms === 'annotate' ? null : (terms.accept ?? []),
  };
}

function compileLists(
  allow: readonly string[] | undefined,
  deny: readonly string[],
): (resolution: Resolution) => ListVerdict {
  const [allowed, denied] = [entriesOf(allow ?? []), entriesOf(deny)];
  return (resolution) => {
    // A ban means the model, so it holds for every variant and every other name of it.
    const names = namesOf(resolution);
    if (names.some((name) => matches(denied, name) || matches(denied, withoutVariant(name)))) return 'denied';
    if (allow === undefined) return 'listed';
    if (allowed.slugs.has(resolution.requested)) return 'listed-exactly';
    const own = resolution.model === null ? [] : [resolution.model.slug, resolution.model.canonicalSlug];
    return own.some((name) => matches(allowed, name)) ? 'listed' : 'not-listed';
  };
}

interface Entries {
  readonly slugs: ReadonlySet<string>;
  readonly authors: ReadonlySet<string>;
}

function entriesOf(list: readonly string[]): Entries {
  const authors = list.map(readAuthor).filter((author) => author !== null);
  return { slugs: new Set(list.filter((entry) => readAuthor(entry) === null)), authors: new Set(authors) };
}

/** The author that an entry stands for (`author`, `author/*`); null for a slug. */
export function readAuthor(entry: string): string | null {
  return !entry.includes('/') || entry.endsWith('/*') ? entry.replace(/\/\*$/, '') : null;
}

function matches({ slugs, authors }: Entries, name: string): boolean {
  return slugs.has(name) || authors.has(authorOf(name));
}

function withoutVariant(slug: string): string {
  return slug.replace(/:[^:]*$/, '');
}

/** The part before the slash; an alias belongs to the author that it names. */
export function authorOf(slug: string): string {
  return slug.replace(/^~/, '').split('/', 1)[0] ?? '';
}

/** Every name that the reference goes by: as written, and the row's it leads to. */
function namesOf({ requested, model, steps }: Resolution): readonly string[] {
  const passed = steps.flatMap((step) => ('slug' in step ? [step.slug] : []));
  const own = model === null ? [] : [model.slug, model.canonicalSlug];
  return [requested, requested.replace(/@preset\/.*$/i, ''), ...passed, ...own];
}

const policyRule: OptionRules = { policy: { options: policyRules } };

/** A copy of a setting's values: comparing the fields of two objects takes twice as long. */
type Content = string | number | undefined | readonly string[] | { readonly fields: readonly Field[] };

interface Field {
  readonly name: string;
  readonly content: Content;
}

interface Kept {
  /** The policy as it was. */
  readonly content: Content;
  readonly compiled: CompiledPolicy;
}

/**
 * Checks and prepares a policy, which takes longer than judging a short request by it: one that comes again, and is what
 * it was, is done with.
 *
 * @throws TypeError where it is unknown or invalid: its message names the setting
 */
export const compileOnce: (policy: Policy) => CompiledPolicy = /* @__PURE__ */ (() => {
  const kept = new WeakMap<Policy, Kept>();
  return (policy) => {
    const known = kept.get(policy);
    if (known !== undefined && isSame(policy, known.content)) return known.compiled;
    checkOptions('evaluate', { policy }, policyRule);
    const compiled = compilePolicy(policy);
    if (isPlain(policy)) kept.set(policy, { content: contentOf(policy), compiled });
    return compiled;
  };
})();

/** Whether nothing of it is hidden from a loop over its names. */
function isPlain(policy: Policy): policy is Policy & JsonObject {
  return isObject(policy) && Object.getPrototypeOf(policy) === Object.prototype;
}

/** Of a policy that was checked. */
function contentOf(value: unknown): Content {
  if (Array.isArray(value)) return value.map(String);
  if (!isObject(value)) return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  return { fields: Object.entries(value).map(([name, field]) => ({ name, content: contentOf(field) })) };
}

function isSame(value: unknown, known: Content): boolean {
  if (typeof known !== 'object') return value === known;
  return 'fields' in known ? hasFields(value, known.fields) : hasItems(value, known);
}

function hasFields(value: unknown, fields: readonly Field[]): boolean {
  if (!isObject(value)) return false;
  let index = 0;
  for (const name in value) {
    const field = fields[index];
    if (field?.name !== name || !isSame(value[name], field.content)) return false;
    index += 1;
  }
  return index === fields.length;
}

function hasItems(value: unknown, items: readonly string[]): boolean {
  if (!Array.isArray(value) || value.length !== items.length) return false;
  for (let index = 0; index < items.length; index += 1) if (value[index] !== items[index]) return false;
  return true;
}
