import { candidate, classifier, keysOf, type PlaceKind } from './classify.js';
import { type Followed, type GivenPath, givenUse } from './follow-paths.js';
import type { KeptName } from './kept-names.js';
import { joinMark, type Separator } from './parse-path.js';
import { isProseJson, isProseKey } from './prose.js';

/** A place in the rows of a file, with the places below it. Made once, and then found by its key. */
export interface PathNode {
  /** The key that leads here, as it is written; null if several do, or none. */
  readonly key: string | null;
  readonly path: string;
  /** Normalised, without list marks. */
  readonly keys: readonly string[];
  /** How many objects and lists are around it. */
  readonly depth: number;
  /** Of each of the keys, how many objects and lists are around the object that has it. */
  readonly holders: readonly number[];
  /** The kind of names that texts here are; null if they name nothing. */
  readonly kind: PlaceKind | null;
  /** Of `kind.scopes`, how many objects and lists are around them. */
  readonly scopes: readonly number[];
  /** Nothing at or below it is a name. */
  readonly isIgnored: boolean;
  /** The place of the keys of an object here, if they are names. */
  readonly keyNames: PathNode | null;
  /** Between two names in one text. */
  readonly separator: Separator | null;
  /** Whether it is text for people, in which JSON may be about anything. */
  readonly isProse: boolean;
  /** `key` or `name`, which may say what the `value` beside it is. */
  readonly isLabel: boolean;
  /** Such a `value`. */
  readonly isValue: boolean;
  /** Whether the user wants JSON in a text here to be read, whatever it holds. */
  readonly isFollowed: boolean;
  /** Whether an object here may be a model: how well its key fits, from 1 (best); 0 if it does not. */
  readonly nameRank: number;
  readonly names: Map<string, KeptName | null>;
  /** The kind of texts that only may be names. */
  readonly doubtful: Map<string, KeptName | null>;
  readonly children: Map<string, PathNode>;
  /** The children in the order of the last object: most rows have the same keys in the same order. */
  readonly order: PathNode[];
  readonly inner: Inner;
}

/** The facts that are only needed when a new place is met. */
interface Inner {
  readonly followed: readonly Followed[];
  readonly isItem: boolean;
  readonly indexes: readonly number[];
  readonly indexed: Map<number, PathNode>;
  item: PathNode | null;
  /** Places that many different keys share, by the kind of name there. */
  readonly shared: Map<string, PathNode>;
  readonly labelled: Map<string, PathNode>;
}

/** The signature of a place whose key says nothing. */
export const noMeaning = ' ';

/** Whether the place of a key is like that of every other such key. */
export function hasNoMeaning(key: string): boolean {
  if (labelKey.test(key) || valueKey.test(key)) return false;
  return keysOf(key).every(
    (part) => !classifier.isMeaningful(part) && !isProseKey(part) && !nameKeys.includes(part),
  );
}

/** May say what the value beside it is. */
export const labelKey: RegExp = /^(?:key|name|path|attribute)$/i;
/** May hold what is labelled. */
export const valueKey: RegExp = /^(?:value|val|vStr|stringValue|string_value|replaced)$/i;

/** Two places with the same signature are alike in everything at and below them. It starts with `.` if it has their key. */
export function signature(
  { keys, kind, keyNames, isLabel, isValue, inner }: PathNode,
  given: readonly GivenPath[],
): string {
  const last = keys.at(-1) ?? '';
  const followed = inner.followed.map(({ path, next }) => `${given.indexOf(path)}.${next}`).join(' ');
  if (kind === candidate && keyNames === null) return `model ${followed}`;
  const matters = kind !== null || keyNames !== null || isLabel || isValue || isProseKey(last);
  return `${matters || classifier.isOuterKey(last) ? `.${last}` : ''} ${followed}`;
}

interface Parts {
  readonly path: string;
  readonly keys: readonly string[];
  /** The last key, as it is written. */
  readonly own: string;
  readonly key: string | null;
  readonly depth: number;
  readonly holders: readonly number[];
  readonly isItem: boolean;
  readonly followed: readonly Followed[];
  /** Of the list that it is an item of. */
  readonly kind?: PlaceKind | null;
}

/** The keys that say which model an object is, best first. */
const nameKeys = ['model', 'modelid', 'modelname', 'slug', 'id', 'name'];

const givenKind: PlaceKind = {
  role: 'unspecified',
  certain: true,
  strict: true,
  firstOnly: false,
  scopes: [],
};

export function createNode(parts: Parts): PathNode {
  const { path, keys, own, depth, holders, isItem, followed } = parts;
  const use = givenUse(followed);
  const known = parts.kind ?? (isItem || keys.length === 0 ? null : classifier.place(keys, own));
  const named = use.isName ? { ...givenKind, ...known, certain: true, strict: true } : known;
  const kind = use.isIgnored ? null : named;
  const tableKeys = isItem || keys.length === 0 ? null : classifier.keysAt(keys);
  const ownKeys = use.keys === null ? tableKeys : { ...givenKind, ...tableKeys, certain: use.keys.certain };
  const keyKind = use.isIgnored || use.ignoresKeys ? null : ownKeys;
  const scopesOf = (of: PlaceKind | null): readonly number[] =>
    (of?.scopes ?? []).flatMap((index) => {
      const [outer = 0, inner = 0] = [holders[index], holders.at(-1)];
      // A list of requests has more than one response.
      const isList = inner - outer > keys.length - 1 - index;
      return of?.role === 'requested' && isList ? [] : [outer];
    });
  const base = {
    key: parts.key,
    keys,
    depth,
    holders,
    isIgnored: use.isIgnored,
    isFollowed: followed.length > 0,
  };
  const inner = { followed, isItem, indexes: use.indexes };
  const keyNames =
    keyKind === null
      ? null
      : nodeOf({
          ...base,
          own: '',
          path: joinMark(path, '{key}'),
          kind: keyKind,
          scopes: scopesOf(keyKind),
          separator: use.keys?.separator ?? null,
          keyNames: null,
          inner,
        });
  return nodeOf({
    ...base,
    own,
    path,
    kind,
    scopes: scopesOf(kind),
    separator: use.separator,
    keyNames,
    inner,
  });
}

type NodeFields = Pick<
  PathNode,
  | 'key'
  | 'path'
  | 'keys'
  | 'depth'
  | 'holders'
  | 'kind'
  | 'scopes'
  | 'isIgnored'
  | 'isFollowed'
  | 'separator'
  | 'keyNames'
> & { readonly own: string; readonly inner: Pick<Inner, 'followed' | 'isItem' | 'indexes'> };

/** One literal, so that the engine knows all places as objects of one shape: reading them is most of the work. */
function nodeOf(fields: NodeFields): PathNode {
  const { own, inner } = fields;
  return {
    key: fields.key,
    kind: fields.kind,
    order: [],
    children: new Map(),
    names: new Map(),
    doubtful: new Map(),
    depth: fields.depth,
    isLabel: labelKey.test(own),
    isValue: valueKey.test(own),
    isProse: isProseJson(own),
    isIgnored: fields.isIgnored,
    isFollowed: fields.isFollowed,
    nameRank: own === '' ? 0 : nameKeys.indexOf(keysOf(own).at(-1) ?? '') + 1,
    separator: fields.separator,
    keyNames: fields.keyNames,
    path: fields.path,
    keys: fields.keys,
    holders: fields.holders,
    scopes: fields.scopes,
    inner: {
      followed: inner.followed,
      isItem: inner.isItem,
      indexes: inner.indexes,
      indexed: new Map(),
      item: null,
      shared: new Map(),
      labelled: new Map(),
    },
  };
}
