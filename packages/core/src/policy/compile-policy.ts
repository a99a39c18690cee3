import type { Resolution } from '@distillable/catalog';
import { compileHosts, type HostBounds } from './hosts.js';
import type { Policy } from './policy.js';

/** What a policy's lists say about a model. */
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
