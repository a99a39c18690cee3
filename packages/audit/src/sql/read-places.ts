import { type PlaceKind, partOfModel } from '../places/classify.js';
import type { PlaceOptions } from '../places/collect-names.js';
import { mayHoldNames } from '../places/may-hold-names.js';
import type { PathNode } from '../places/path-node.js';
import { isProseJson } from '../places/prose.js';
import type { Dialect } from './dialect.js';
import {
  type At,
  cannotSay,
  childrenOf,
  createPlaceWriter,
  type PlaceWriter,
  type SqlPlace,
  type Wanted,
  writeName,
  writeUnread,
} from './place-writer.js';
import type { Shape, TextShape } from './shape.js';

/** Where the SQL finds the names of a row. */
export interface ReadPlaces {
  /** By their numbers. The first means something that can't be read: it makes its row unknown. */
  readonly places: readonly SqlPlace[];
  /** A list of `place` and `name`, as an expression. */
  readonly names: string;
}

/** Expressions, each of a list of names. */
type Lists = readonly string[];

/** Writes expressions for every name in rows of this shape, as the collector of the audit finds them. */
export function readPlaces(shape: Shape, sql: string, options: PlaceOptions, dialect: Dialect): ReadPlaces {
  const writer = createPlaceWriter(options, dialect);
  const root: At = { shape, node: writer.tree.root, sql, isDoubtful: false, around: [] };
  const lists = read(writer, root, { of: 'names' });
  return { names: lists.length === 0 ? dialect.list([]) : dialect.concat(lists), places: writer.places };
}

function read(writer: PlaceWriter, at: At, wanted: Wanted): Lists {
  const { shape, node, sql } = at;
  if (node.isIgnored) return [];
  if (node.inner.indexes.length > 0) throw cannotSay(node.path, 'single items of a list');
  switch (shape.kind) {
    case 'other':
      return node.kind !== null && isStrict(writer, at, node.kind)
        ? writeUnread(writer, [`${sql} IS NOT NULL`], `${node.path}: not a text`, wanted)
        : [];
    case 'map':
    case 'bytes':
      if (!mayHoldNames(node.keys, writer.options, 'json')) return [];
      throw cannotSay(node.path, shape.kind === 'map' ? 'a map' : 'bytes');
    case 'list':
      return readItems(writer, at, shape.item, sql, wanted);
    case 'struct':
      if (node.keyNames !== null) throw cannotSay(node.path, 'fields as names');
      return readFields(writer, at, shape.fields, wanted, (key) => writer.dialect.field(sql, key));
    case 'text':
      return readText(writer, { ...at, shape }, wanted);
  }
}

/** Whether something else than a name makes the row unknown. */
function isStrict(writer: PlaceWriter, { isDoubtful }: At, { strict, role }: PlaceKind): boolean {
  return strict && !isDoubtful && !writer.ignoresRole(role);
}

function readItems(writer: PlaceWriter, at: At, shape: Shape, items: string, wanted: Wanted): Lists {
  const { dialect, tree } = writer;
  const item = writer.nextVariable();
  const node = tree.item(at.node, 0, 1);
  const inner = read(writer, { ...at, shape, node, sql: item, around: [...at.around, at] }, wanted);
  return inner.length === 0 ? [] : [dialect.flatMap(items, item, dialect.concat(inner))];
}

function readFields(
  writer: PlaceWriter,
  at: At,
  fields: ReadonlyMap<string, Shape>,
  wanted: Wanted,
  sqlOf: (key: string) => string,
): Lists {
  const children = childrenOf(writer, at, fields, sqlOf).map(([, child]) => child);
  return [
    ...children.flatMap((child) => read(writer, child, wanted)),
    ...readLabels(writer, children, wanted),
    ...(at.node.kind === null ? [] : readModel(writer, at, at.node.kind, children, wanted)),
  ];
}

/** `{ key: "gen_ai.request.model", value: … }`: what the value is depends on the row. */
function readLabels(writer: PlaceWriter, children: readonly At[], wanted: Wanted): Lists {
  if (!children.some(({ node }) => node.isValue)) return [];
  return children
    .filter(({ node, shape }) => node.isLabel && shape.kind === 'text')
    .flatMap(({ sql, node }) => {
      const labelsModel = writer.dialect.matches(sql, '(?i)model');
      return writeUnread(writer, [labelsModel], `${node.path}: labels a model`, wanted);
    });
}

/** An object in the place of a name: the best of its keys says which model it is. */
function readModel(
  writer: PlaceWriter,
  at: At,
  kind: PlaceKind,
  children: readonly At[],
  wanted: Wanted,
): Lists {
  const { matches } = writer.dialect;
  const texts = children.filter(({ shape, node }) => shape.kind === 'text' && !node.isIgnored);
  const ranked = texts
    .filter(({ node }) => node.nameRank > 0)
    .toSorted((one, other) => one.node.nameRank - other.node.nameRank);
  const isEmpty = ranked.map(({ sql }) => `coalesce(trim(${sql}), '') = ''`);
  const named = ranked.flatMap((child, index) => {
    const isFirst = [...isEmpty.slice(0, index), 'true'].join(' AND ');
    return readName(writer, child, kind, `CASE WHEN ${isFirst} THEN ${child.sql} END`, wanted);
  });
  const others = texts
    .filter(({ node }) => node.nameRank > 0 || node.kind === null)
    .flatMap((child) => readName(writer, child, partOfModel, child.sql, wanted));
  if (!isStrict(writer, at, kind)) return [...named, ...others];
  const isObject = at.shape.kind === 'text' ? matches(at.sql, '^\\s*\\{') : `${at.sql} IS NOT NULL`;
  const what = `${at.node.path}: an object without a name`;
  return [...named, ...others, ...writeUnread(writer, [isObject, ...isEmpty], what, wanted)];
}

function readName(writer: PlaceWriter, at: At, kind: PlaceKind, sql: string, wanted: Wanted): Lists {
  const isCounted = !at.node.isIgnored && !writer.ignoresRole(kind.role);
  const isAsked = isCounted && kind.role === 'requested' && wanted.of === 'names';
  return writeName(writer, at, kind, sql, wanted, isAsked ? isNotServed(writer, at) : []);
}

/** A requested model does not count where the same object has the one that was served. */
function isNotServed(writer: PlaceWriter, { node, around }: At): readonly string[] {
  const served = node.scopes.flatMap((depth) => {
    const holder = around[depth];
    return holder === undefined ? [] : read(writer, holder, { of: 'served', depth });
  });
  return served.length === 0 ? [] : [`${writer.dialect.size(writer.dialect.concat(served))} = 0`];
}

function readText(writer: PlaceWriter, at: At<TextShape>, wanted: Wanted): Lists {
  const { dialect, tree } = writer;
  const { shape, node, sql } = at;
  const isRoot = node === tree.root;
  const isJson = shape.fields.size > 0 || shape.item !== null;
  const isProse = shape.isEncoded && isProseJson(node.keys.at(-1) ?? '') && !node.isFollowed;
  const inside = { ...at, isDoubtful: at.isDoubtful || (isProse && !shape.isApi) };
  const startsLikeJson = dialect.matches(sql, '^\\s*["\\[{]');
  const plain = isJson ? `CASE WHEN NOT ${startsLikeJson} THEN ${sql} END` : sql;
  const unseen = `${node.path}: JSON that was not seen in the first look`;
  const conditions = (): readonly string[] => [
    ...(isRoot ? [] : [startsLikeJson]),
    hasUnseenKeys(writer, at, isProse),
  ];
  return [
    ...(node.kind === null ? [] : readName(writer, at, node.kind, plain, wanted)),
    ...(isJson ? readFields(writer, inside, shape.fields, wanted, (key) => dialect.jsonField(sql, key)) : []),
    ...(shape.item === null ? [] : readItems(writer, inside, shape.item, dialect.jsonItems(sql), wanted)),
    ...readKeys(writer, inside, node.keyNames, wanted),
    ...(isRoot
      ? writeUnread(writer, [`NOT (${dialect.isJson(sql)})`], 'a line that is not JSON', wanted)
      : []),
    // Inside JSON, what has no JSON of its own is guarded by what is around it.
    ...(isRoot || shape.isEncoded || !isJson ? writeUnread(writer, conditions(), unseen, wanted) : []),
  ];
}

/** Keys of JSON that are names themselves. */
function readKeys(writer: PlaceWriter, at: At, names: PathNode | null, wanted: Wanted): Lists {
  if (names === null || names.kind === null) return [];
  const { dialect } = writer;
  const key = writer.nextVariable();
  const lists = readName(writer, { ...at, node: names }, names.kind, key, wanted);
  return [dialect.flatMap(dialect.jsonKeys(at.sql), key, lists.length === 0 ? '[]' : dialect.concat(lists))];
}

/** The keys that JSON of an API's response has, one of them at least. */
const keysOfApi = ['choices', 'usage', 'messages', 'candidates', 'content', 'object', 'body'];

/** The condition that a JSON text has more keys that may name a model than those that are read. */
function hasUnseenKeys(writer: PlaceWriter, at: At<TextShape>, isProse: boolean): string {
  const { dialect, keyPattern } = writer;
  const all = dialect.size(dialect.findAll(at.sql, `(?i)${keyPattern}`));
  const known = keysIn(writer, at);
  const hasMore =
    known.length === 0 ? `${all} > 0` : `${all} > 0 AND ${all} > ${dialect.size(dialect.concat(known))}`;
  const isNoApi =
    isProse && at.shape.isApi
      ? [`NOT (${keysOfApi.map((key) => dialect.hasJsonField(at.sql, key)).join(' OR ')})`]
      : [];
  return `(${[`(${hasMore})`, ...isNoApi].join(' OR ')})`;
}

/** The keys that are read, with those in the texts of the JSON: these have their own guard. */
function keysIn(writer: PlaceWriter, at: At<TextShape>): readonly string[] {
  const { dialect, tree, keyPattern } = writer;
  const isNameKey = new RegExp(keyPattern, 'i');
  const fields = childrenOf(writer, at, at.shape.fields, (key) => dialect.jsonField(at.sql, key));
  const inFields = fields.flatMap(([key, child]) => [
    ...(isNameKey.test(`"${key}":`)
      ? [
          `CASE WHEN ${dialect.hasJsonField(at.sql, key)} THEN ${dialect.list([dialect.text('key')])} ELSE ${dialect.list([])} END`,
        ]
      : []),
    ...keysAt(writer, child),
  ]);
  if (at.shape.item === null) return inFields;
  const item = writer.nextVariable();
  const itemAt = { ...at, shape: at.shape.item, node: tree.item(at.node, 0, 1), sql: item };
  const inItem = keysAt(writer, itemAt);
  return inItem.length === 0
    ? inFields
    : [...inFields, dialect.flatMap(dialect.jsonItems(at.sql), item, dialect.concat(inItem))];
}

function keysAt(writer: PlaceWriter, { shape, ...at }: At): readonly string[] {
  if (shape.kind !== 'text') return [];
  const { dialect, keyPattern } = writer;
  const isValue = shape.fields.size === 0 && shape.item === null;
  return isValue || shape.isEncoded
    ? [`coalesce(${dialect.findAll(at.sql, `(?i)${keyPattern}`)}, ${dialect.list([])})`]
    : keysIn(writer, { ...at, shape });
}
