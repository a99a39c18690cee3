import { type CatalogModel, isObject, type JsonObject, type TermsModel } from '@distillable/catalog';
import type { JudgeContext } from '../judge/judge-context.js';
import { termsModelOf } from '../judge/judge-reference.js';
import type { JudgedReference } from '../judge/verdict.js';
import { onceEach } from '../once.js';
import { covers, type Host, type HostBounds, joinHosts, readHost } from '../policy/hosts.js';
import { isAbsent, type ModelReference } from '../references/reference.js';
import type { BodyPart } from '../references/split-batch.js';
import type { Violation } from './decision.js';
import type { JsonPatchOperation } from './json-patch.js';
import { hostsBesideBody, hostsExcluded, hostsMalformed } from './request-violations.js';

/** The lists of hosts to write into provider preferences. A list that does not change is left out. */
export interface HostLists {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

/** The result of applying the bounds to provider preferences. */
export interface NarrowedHosts {
  readonly lists: HostLists;
  readonly violations: readonly Violation[];
}

/**
 * Narrows the lists of hosts in a body's provider preferences to the bounds, and never widens them. `only` becomes the
 * hosts that both allow and neither ignores; `ignore` becomes all hosts that either ignores.
 *
 * @param presetProvider the preferences of the body's preset, which count if the body has none of its own
 */
export function narrowHosts(
  { body, prefix, isFrame }: Pick<BodyPart, 'body' | 'prefix' | 'isFrame'>,
  presetProvider: JsonObject | null,
  bounds: HostBounds,
): NarrowedHosts {
  const own = Object.hasOwn(body, 'provider') ? body['provider'] : undefined;
  const path = `${prefix}/provider`;
  if (isFrame) return isAbsent(own) ? unbounded : { lists: {}, violations: [hostsBesideBody(path)] };
  if (isAbsent(own)) return narrowLists(presetProvider, path, bounds);
  return isObject(own) ? narrowLists(own, path, bounds) : unbounded;
}

/** Where there is nothing to narrow. */
export const unbounded: NarrowedHosts = { lists: {}, violations: [] };

function narrowLists(preferences: JsonObject | null, path: string, bounds: HostBounds): NarrowedHosts {
  const only = readList(preferences, 'only');
  const ignore = readList(preferences, 'ignore');
  if (only === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/only`)] };
  if (ignore === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/ignore`)] };
  if (only === undefined && ignore === undefined) {
    const lists = listsOf(bounds);
    return lists.only?.length === 0
      ? { lists: {}, violations: [hostsExcluded(`${path}/only`, false)] }
      : { lists, violations: none };
  }
  const own = ignore === undefined ? none : ignore.map(readHost);
  const missing = own.length === 0 ? bounds.ignore : bounds.ignore.filter((host) => !isCovered(host, own));
  const left = allowedBy(only, bounds, own);
  // A server may read an empty list as all hosts. Only a list that was empty before, and has no bound, may stay empty.
  if (left?.length === 0 && (bounds.only !== null || only?.length !== 0)) {
    return { lists: {}, violations: [hostsExcluded(`${path}/only`, only !== undefined)] };
  }
  const lists: { only?: readonly string[]; ignore?: readonly string[] } = {};
  if (left !== undefined && !isSame(left, only)) lists.only = left;
  if (missing.length > 0) lists.ignore = [...(ignore ?? none), ...missing.map(textOf)];
  return { lists, violations: none };
}

/** The bounds as lists, for the many requests that have none of their own. Callers must not change them. */
const listsOf = /* @__PURE__ */ onceEach(({ only, ignore }: HostBounds): HostLists => {
  const left = only?.filter((host) => !isCovered(host, ignore)).map(textOf);
  return {
    ...(left === undefined ? {} : { only: left }),
    ...(ignore.length === 0 ? {} : { ignore: ignore.map(textOf) }),
  };
});

const none: readonly never[] = Object.freeze([]);

/** There are about a hundred hosts, and some have a few endpoints: a longer list only costs time. */
const maxHosts = 1_000;

/** Undefined if there is none. Inherited fields are not sent. */
function readList(
  preferences: JsonObject | null,
  name: 'only' | 'ignore',
): readonly string[] | undefined | 'malformed' {
  const list = preferences !== null && Object.hasOwn(preferences, name) ? preferences[name] : undefined;
  if (isAbsent(list)) return undefined;
  if (!Array.isArray(list) || list.length > maxHosts) return 'malformed';
  return list.every((entry) => typeof entry === 'string') ? list : 'malformed';
}

/**
 * The hosts that both the caller and the bounds allow, and neither ignores. In the bounds' spelling if they have a list;
 * undefined if neither has one.
 */
function allowedBy(
  only: readonly string[] | undefined,
  bounds: HostBounds,
  ignored: readonly Host[],
): readonly string[] | undefined {
  const isIgnored = (host: Host): boolean => isCovered(host, bounds.ignore) || isCovered(host, ignored);
  if (bounds.only === null) return only?.filter((text) => !isIgnored(readHost(text)));
  const both = only === undefined ? bounds.only : inBoth(only.map(readHost), bounds.only);
  return both.filter((host) => !isIgnored(host)).map(textOf);
}

function inBoth(own: readonly Host[], bounds: readonly Host[]): readonly Host[] {
  const both = new Map<string, Host>();
  for (const host of own) {
    for (const entry of bounds) {
      const narrower = covers(entry, host) ? inSlugOf(entry, host) : covers(host, entry) ? entry : null;
      if (narrower !== null) both.set(narrower.text, narrower);
    }
  }
  return [...both.values()];
}

/** The host as the policy spells it, which is known to be a slug. */
function inSlugOf({ slug }: Host, host: Host): Host {
  return { ...host, slug, text: host.endpoint === null ? slug : `${slug}/${host.endpoint}` };
}

function isCovered(host: Host, entries: readonly Host[]): boolean {
  return entries.some((entry) => covers(entry, host));
}

function textOf({ text }: Host): string {
  return text;
}

function isSame(list: readonly string[], given: readonly string[] | undefined): boolean {
  return list.length === given?.length && list.every((text, index) => text === given[index]);
}

/** The hosts that must not serve a body, by the terms of any model that may. */
export function hostsToIgnore(
  references: readonly ModelReference[],
  judged: readonly JudgedReference[],
  context: JudgeContext,
): readonly Host[] {
  let hosts: readonly Host[] = none;
  if (context.policy.acceptedTerms === null) return hosts;
  for (const { outcome, requested, code } of judged) {
    if (code === 'ROUTER_BOUND_ADDED')
      hosts = withEligible(hosts, context.snapshot?.models() ?? none, context);
    else if (outcome === 'allowed' && requested !== null)
      hosts = withHostsOf(hosts, termsModelOf(context.resolve(requested)), context);
  }
  for (const reference of references) {
    if (reference.kind !== 'pattern') continue;
    const members = context.wildcards?.membersOf(reference.text, reference.excluded) ?? none;
    hosts = withEligible(hosts, members, context);
  }
  return hosts;
}

function withEligible(
  hosts: readonly Host[],
  rows: readonly CatalogModel[],
  context: JudgeContext,
): readonly Host[] {
  const eligible = rows.filter((row) => context.isEligible(row));
  return eligible.reduce((all, row) => withHostsOf(all, row, context), hosts);
}

function withHostsOf(hosts: readonly Host[], model: TermsModel, { terms }: JudgeContext): readonly Host[] {
  const { ignored: more } = terms.judge(model);
  if (hosts === none || more === hosts) return more;
  return joinHosts(hosts)(more);
}

const flag = 'enforce_distillable_text';

/**
 * The changes that make a body carry `provider.enforce_distillable_text: true` and lists of hosts; null where `provider`
 * is something that can't carry them.
 *
 * @param presetProvider the preferences of the body's preset. The server merges shallowly: a `provider` in the body
 * would discard them, so they are carried along
 * @see https://openrouter.ai/docs/features/provider-routing (read 2026-08-22)
 */
export function requireFlag(
  body: JsonObject,
  prefix: string,
  presetProvider: JsonObject | null,
  lists: HostLists,
): readonly JsonPatchOperation[] | null {
  // A flag that is only inherited is not sent.
  const provider = Object.hasOwn(body, 'provider') ? body['provider'] : undefined;
  const path = `${prefix}/provider`;
  const { only, ignore } = lists;
  if (isAbsent(provider)) {
    const value: Record<string, unknown> =
      presetProvider === null ? { [flag]: true } : { ...presetProvider, [flag]: true };
    if (only !== undefined) value['only'] = [...only];
    if (ignore !== undefined) value['ignore'] = [...ignore];
    return [{ op: Object.hasOwn(body, 'provider') ? 'replace' : 'add', path, value }];
  }
  if (!isObject(provider)) return null;
  const changes: JsonPatchOperation[] = [];
  const set = (name: string, value: unknown): void => {
    changes.push({ op: Object.hasOwn(provider, name) ? 'replace' : 'add', path: `${path}/${name}`, value });
  };
  if (!Object.hasOwn(provider, flag) || provider[flag] !== true) set(flag, true);
  if (only !== undefined) set('only', [...only]);
  if (ignore !== undefined) set('ignore', [...ignore]);
  return changes;
}
