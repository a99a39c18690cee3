import type { Role } from './found-name.js';
import { type KnownPlace, knownPlaces } from './known-places.js';
import { parsePath } from './parse-path.js';

/** The meaning of the strings at a place. */
export interface PlaceKind {
  readonly role: Role;
  /** Whether the place holds models only. */
  readonly certain: boolean;
  /** Whether any value but a name is an error there. */
  readonly strict: boolean;
  /** Of a list of two, only the first is certainly a model. */
  readonly firstOnly: boolean;
  /**
   * Indexes of the keys whose objects hold a whole request or response. A requested name is set aside if one of these
   * objects also has a served name.
   */
  readonly scopes: readonly number[];
}

/** Compares keys: case, `_`, `-` and spaces make no difference. */
export function normaliseKey(key: string): string {
  return key.toLowerCase().replace(/[_\-\s]/g, '');
}

/** The keys that a key stands for: tables and traces are flattened with full stops, JSON Pointers have slashes. */
export function keysOf(key: string): readonly string[] {
  const parts = key.startsWith('/') ? key.split('/') : key.split('.');
  const keys = parts.map(normaliseKey).filter((part) => part !== '');
  return keys.length === 0 ? [''] : keys;
}

interface Pattern {
  readonly keys: readonly string[];
  readonly place: KnownPlace;
  readonly firstOnly: boolean;
}

/** Classifies places by their keys. */
export interface Classifier {
  /**
   * @param keys normalised, from the row inwards; list marks left out
   * @param own the last key as it is written
   */
  readonly place: (keys: readonly string[], own: string) => PlaceKind | null;
  /** The meaning of the keys of the object at this place, if they are names themselves. */
  readonly keysAt: (keys: readonly string[]) => PlaceKind | null;
  /** Whether a key says something about the places below it. */
  readonly isOuterKey: (key: string) => boolean;
  /** Whether a key, normalised, says something about itself or the places below it. */
  readonly isMeaningful: (key: string) => boolean;
  /** Whether JSON in a text may name a model at all: a look before it is parsed. */
  readonly mayName: (text: string) => boolean;
  /** A pattern of the keys of the table without the word "model" in them, in any spelling. */
  readonly otherNameKeys: string;
}

/** Below these keys are descriptions of something else: schemas, calls of functions, versions of packages. */
const foreignKeys = new Set(
  [
    'tools',
    'tool_calls',
    'functions',
    'function',
    'arguments',
    'input_schema',
    'json_schema',
    'schema',
    'properties',
    'plugins',
    'packages',
    'dependencies',
    'versions',
    // Things that have models, too.
    'product',
    'device',
    'phone',
    'vehicle',
    'car',
  ].map(normaliseKey),
);

/** Whether one of the keys, normalised, says that what is below it is about something else. */
export function isForeign(keys: readonly string[]): boolean {
  return keys.some((key) => foreignKeys.has(key));
}

/** A company that hosts or makes models is not a model. */
const notModel = /(?:provider|vendor|host|company|organi[sz]ation|license|licence|url|uri)s?$/;

function createClassifier(places: readonly KnownPlace[]): Classifier {
  const byLast = new Map<string, Pattern[]>();
  const byPrefix: { readonly prefix: string; readonly pattern: Pattern }[] = [];
  const byKeysOf = new Map<string, Pattern[]>();
  for (const place of places) {
    const steps = parsePath(place.path);
    const keys = steps.flatMap((step) => (step.kind === 'key' ? keysOf(step.key) : []));
    const end = steps.at(-1);
    const pattern = { keys, place, firstOnly: end?.kind === 'item' && end.index === 0 };
    const last = keys.at(-1) ?? '';
    if (end?.kind === 'keys') add(byKeysOf, last, pattern);
    else if (last.endsWith('*')) byPrefix.push({ prefix: last.slice(0, -1), pattern });
    else add(byLast, last, pattern);
  }
  const outerKeys = new Set(
    places
      .flatMap(({ path }) => parsePath(path).slice(0, -1))
      .flatMap((step) => (step.kind === 'key' ? keysOf(step.key) : [])),
  );
  const otherNameKeys = looseKeys(byLast.keys());
  const mayName = namePattern(otherNameKeys);
  return {
    place(keys, own) {
      const last = keys.at(-1) ?? '';
      const prefixed = byPrefix.filter(({ prefix }) => last.startsWith(prefix) && last !== prefix);
      const patterns = byLast.get(last) ?? prefixed.map(({ pattern }) => pattern);
      const kind = bestKind(patterns, keys);
      if (kind !== null) return kind;
      const isCandidate = /model/i.test(own) && !notModel.test(last);
      return isCandidate ? candidate : null;
    },
    keysAt(keys) {
      const kind = bestKind(byKeysOf.get(keys.at(-1) ?? '') ?? [], keys);
      // Each of several models that were used counts: no single response sets them aside.
      return kind === null ? null : { ...kind, scopes: [] };
    },
    isOuterKey: (key) => outerKeys.has(key) || foreignKeys.has(key),
    isMeaningful: (key) =>
      key.includes('model') ||
      byLast.has(key) ||
      outerKeys.has(key) ||
      foreignKeys.has(key) ||
      byKeysOf.has(key),
    mayName: (text) => mayName.test(text),
    otherNameKeys,
  };
}

/** By the table of known places. */
export const classifier: Classifier = createClassifier(knownPlaces);

/** A key with the word "model" in it. */
export const candidate: PlaceKind = {
  role: 'unspecified',
  certain: false,
  strict: false,
  firstOnly: false,
  scopes: [],
};

/** Another key of an object in the place of a name, or under a key with the word "model" in it. */
export const partOfModel: PlaceKind = { ...candidate };

function add(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  map.set(key, [...(map.get(key) ?? []), pattern]);
}

interface Match {
  readonly pattern: Pattern;
  /** The positions of the pattern's keys. */
  readonly at: readonly number[];
}

/** The pattern whose outer key is nearest decides: of `request.messages[].model`, it is `messages[].model`. */
function bestKind(patterns: readonly Pattern[], keys: readonly string[]): PlaceKind | null {
  const matches = patterns.flatMap((pattern) => {
    const at = findKeys(pattern.keys, keys);
    return at === null ? [] : [{ pattern, at }];
  });
  const [first, ...rest] = matches;
  if (first === undefined) return null;
  const best = rest.reduce((nearest, match) => (isNearer(match, nearest) ? match : nearest), first);
  const { place } = best.pattern;
  const last = keys.at(-1) ?? '';
  const isElse = isForeign(keys.slice(0, -1));
  // It is not known what the model of a part of a row did.
  const isDeep = best.pattern.keys.length === 1 && keys.length > 1 && /^models?(?:name|id)?$/.test(last);
  const role = isDeep && place.role === 'generator' ? 'unspecified' : place.role;
  const scopes = matches.flatMap(({ pattern, at }) => (pattern.place.role === role ? at.slice(0, 1) : []));
  return {
    role,
    certain: place.maybe !== true && !isElse,
    strict: (last === 'model' || last === 'modelname') && place.maybe !== true && !isElse,
    firstOnly: matches.some(
      ({ pattern }) => pattern.firstOnly && pattern.keys.length === best.pattern.keys.length,
    ),
    scopes: role === 'served' || role === 'requested' ? scopes : [],
  };
}

/** Finds the last key of the pattern at the end, and the others, in their order, as far inwards as possible. */
function findKeys(pattern: readonly string[], keys: readonly string[]): readonly number[] | null {
  const at: number[] = [];
  let index = keys.length - 1;
  for (let step = pattern.length - 1; step >= 0; step -= 1) {
    const isLast = step === pattern.length - 1;
    const matches = (key: string | undefined): boolean => {
      const wanted = pattern[step] ?? '';
      return isLast && wanted.endsWith('*') ? key?.startsWith(wanted.slice(0, -1)) === true : key === wanted;
    };
    while (!isLast && index >= 0 && !matches(keys[index])) index -= 1;
    if (index < 0 || !matches(keys[index])) return null;
    at.unshift(index);
    index -= 1;
  }
  return at;
}

function isNearer(match: Match, other: Match): boolean {
  const [outer, otherOuter] = [match.at.at(-2) ?? -1, other.at.at(-2) ?? -1];
  return outer === otherOuter ? match.at.length > other.at.length : outer > otherOuter;
}

function looseKeys(keys: Iterable<string>): string {
  const others = [...keys].filter((key) => !key.includes('model') && key !== 'id' && key !== 'name');
  return others.map((key) => [...key].join('[_\\- ]*')).join('|');
}

/** Finds "model", a key of the table without that word, or an escaped ASCII letter, which could be part of one. */
function namePattern(otherKeys: string): RegExp {
  return new RegExp(`model|\\\\u00[4-7]|["'.](?:${otherKeys})\\\\*["']`, 'i');
}
