import { isObject, type JsonObject } from '@distillable/catalog';
import { onceEach } from '../once.js';
import { covers, type Host, type HostBounds, readHost } from '../policy/hosts.js';
import { isAbsent } from '../references/reference.js';
import type { BodyPart } from '../references/split-batch.js';
import type { Violation } from './decision.js';
import { hostsBesideBody, hostsExcluded, hostsMalformed } from './request-violations.js';

/** The lists of hosts to write into provider preferences; one that stays as it is, is left out. */
export interface HostLists {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

/** Both lists stay as they are. */
const noLists: HostLists = {};

/** What the bounds make of provider preferences. */
export interface NarrowedHosts {
  readonly lists: HostLists;
  readonly violations: readonly Violation[];
}

/**
 * Narrows the lists of hosts in a body's provider preferences to the bounds, and never widens them: `only` becomes what
 * both allow, less what is ignored, and `ignore` what either ignores.
 *
 * @param presetProvider the preferences of the body's preset, which count where it has none of its own
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
export const unbounded: NarrowedHosts = { lists: noLists, violations: [] };

function narrowLists(preferences: JsonObject | null, path: string, bounds: HostBounds): NarrowedHosts {
  const only = readList(preferences, 'only');
  const ignore = readList(preferences, 'ignore');
  if (only === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/only`)] };
  if (ignore === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/ignore`)] };
  if (only === undefined && ignore === undefined) {
    const lists = listsOf(bounds);
    return lists.only?.length === 0
      ? { lists: noLists, violations: [hostsExcluded(`${path}/only`, false)] }
      : { lists, violations: none };
  }
  const own = ignore === undefined ? none : ignore.map(readHost);
  const missing = own.length === 0 ? bounds.ignore : bounds.ignore.filter((host) => !isCovered(host, own));
  const left = allowedBy(only, bounds, own);
  // A server may take an empty list for all hosts. One that the caller had, and no bound is on, is the caller's own.
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

/** There are about a hundred, and some have a few endpoints: a list of more only takes time. */
const maxHosts = 1_000;

/** Undefined where there is none. What is only inherited is not sent. */
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
 * What both the caller and the bounds allow, and neither ignores: by the slugs of the bounds, where they have any;
 * undefined where neither has a list.
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
