import { isObject, type JsonObject } from '@distillable/catalog';
import { covers, type Host, type HostBounds, readHost, textOfHost } from '../policy/hosts.js';
import { isAbsent } from '../references/reference.js';
import type { BodyPart } from '../references/split-batch.js';
import type { Violation } from './decision.js';
import { hostsBesideBody, hostsExcluded, hostsMalformed } from './request-violations.js';

/** The lists of hosts to write into provider preferences; one that stays as it is, is left out. */
export interface HostLists {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

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
export const unbounded: NarrowedHosts = { lists: {}, violations: [] };

function narrowLists(preferences: JsonObject | null, path: string, bounds: HostBounds): NarrowedHosts {
  const [only, ignore] = [readList(preferences, 'only'), readList(preferences, 'ignore')];
  if (only === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/only`)] };
  if (ignore === 'malformed') return { lists: {}, violations: [hostsMalformed(`${path}/ignore`)] };
  const ignored = [...(ignore ?? []), ...missingFrom(ignore ?? [], bounds.ignore)];
  const allowed = allowedBy(only, bounds.only);
  const left = allowed?.filter((text) => !ignored.some((entry) => covers(readHost(entry), readHost(text))));
  // A server may take an empty list for all hosts. One that the caller had, and no bound is on, is the caller's own.
  if (left?.length === 0 && (bounds.only !== null || only?.length !== 0)) {
    return { lists: {}, violations: [hostsExcluded(`${path}/only`, only)] };
  }
  return {
    lists: {
      ...(left === undefined || isSame(left, only) ? {} : { only: left }),
      ...(isSame(ignored, ignore ?? []) ? {} : { ignore: ignored }),
    },
    violations: [],
  };
}

/** Undefined where there is none. What is only inherited is not sent. */
function readList(
  preferences: JsonObject | null,
  name: 'only' | 'ignore',
): readonly string[] | undefined | 'malformed' {
  const list = preferences !== null && Object.hasOwn(preferences, name) ? preferences[name] : undefined;
  if (isAbsent(list)) return undefined;
  const isReadable = Array.isArray(list) && list.every((entry) => typeof entry === 'string');
  return isReadable ? list : 'malformed';
}

/** The entries of bounds that a list has none for. */
function missingFrom(list: readonly string[], bounds: readonly Host[]): readonly string[] {
  const listed = list.map(readHost);
  return bounds.filter((entry) => !listed.some((each) => covers(each, entry))).map(textOfHost);
}

/** What both the caller and the bounds allow, by the slugs of the bounds; undefined where neither has a list. */
function allowedBy(
  only: readonly string[] | undefined,
  bounds: readonly Host[] | null,
): readonly string[] | undefined {
  if (bounds === null) return only;
  if (only === undefined) return bounds.map(textOfHost);
  const both = only.map(readHost).flatMap((own) =>
    bounds.flatMap((entry) => {
      if (covers(entry, own)) return textOfHost({ ...own, slug: entry.slug });
      return covers(own, entry) ? textOfHost(entry) : [];
    }),
  );
  return [...new Set(both)];
}

function isSame(list: readonly string[], given: readonly string[] | undefined): boolean {
  return list.length === given?.length && list.every((text, index) => text === given[index]);
}
