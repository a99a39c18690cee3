import { AuditError } from '../audit-error.js';
import { classifier, keysOf, type PlaceKind, partOfModel } from '../places/classify.js';
import type { PlaceOptions } from '../places/collect-names.js';
import type { Role } from '../places/found-name.js';
import { maxCandidate, nothing, person, roleOfPeople, textNoun } from '../places/kept-names.js';
import { mayHoldNames } from '../places/may-hold-names.js';
import { parsePath } from '../places/parse-path.js';
import type { PathNode } from '../places/path-node.js';
import { createPathTree } from '../places/path-tree.js';
import { isProseKey } from '../places/prose.js';
import type { Dialect } from './dialect.js';
import type { Shape, TextShape } from './shape.js';

/** A place of the rows that the SQL reads. */
export interface SqlPlace {
  readonly path: string;
  readonly role: Role;
  /** Otherwise a name counts only if it is that of a model that is not allowed. */
  readonly isCertain: boolean;
}

/** Where the SQL finds the names of a row. */
export interface ReadPlaces {
  /** By their numbers. The first stands for what can't be read: it makes its row unknown. */
  readonly places: readonly SqlPlace[];
  /** A list of `place` and `name`, as an expression. */
  readonly names: string;
}

/** A place of the rows, and the expression that reads it. */
interface At {
  readonly shape: Shape;
  readonly node: PathNode;
  readonly sql: string;
  /** Whether it is in JSON that may be about anything. */
  readonly isDoubtful: boolean;
  /** The objects and lists around it. */
  readonly around: readonly At[];
}

/** What the expressions list: names; names that set aside what was requested of the object at a depth; or keys of JSON. */
type Wanted = { readonly of: 'names' } | { readonly of: 'served'; readonly depth: number };

/** Writes expressions for every name in rows of this shape, as the collector of the audit finds them. */
export function readPlaces(
  root: At['shape'],
  sql: string,
  options: PlaceOptions,
  dialect: Dialect,
): ReadPlaces {
  const { modelFields = [], ignoreFields = [], found = [] } = options;
  const named = [...modelFields, ...found];
  const tree = createPathTree([
    ...named.map((path) => ({ steps: parsePath(path), use: 'name' as const })),
    ...ignoreFields.map((path) => ({ steps: parsePath(path), use: 'ignore' as const })),
  ]);
  const ignored = new Set(options.ignoreRoles);
  const nameKeys = patternOfKeys(named);
  const isNameKey = new RegExp(nameKeys, 'i');
  const keyPattern = `(?i)${nameKeys}`;
  const places: SqlPlace[] = [{ path: '(not read)', role: 'unspecified', isCertain: true }];
  const numbers = new Map<string, number>();
  let variables = 0;
  const nextVariable = (): string => {
    variables += 1;
    return `x${variables}`;
  };
  const { text, entry, list, concat, when } = withConditions(dialect);

  const numberOf = (path: string, role: Role, isCertain: boolean): number => {
    const key = `${isCertain} ${role} ${path}`;
    const number = numbers.get(key) ?? places.push({ path, role, isCertain }) - 1;
    numbers.set(key, number);
    return number;
  };
  const nameAt = (
    at: At,
    node: PathNode,
    kind: PlaceKind,
    sql: string,
    wanted: Wanted,
  ): readonly string[] => {
    const isCertain = kind.certain && !at.isDoubtful;
    if (node.isIgnored || ignored.has(kind.role)) return [];
    if (
      wanted.of === 'served' &&
      !(isCertain && kind.role === 'served' && node.scopes.includes(wanted.depth))
    )
      return [];
    if (node.separator !== null) throw cannotSay(node.path, 'two names in one text');
    const isName = [
      `${sql} IS NOT NULL`,
      `NOT ${dialect.matches(`trim(${sql})`, caseless(nothing))}`,
      ...(roleOfPeople.has(kind.role) ? [`NOT ${dialect.matches(`trim(${sql})`, caseless(person))}`] : []),
      ...(isCertain ? [] : mayBeName(node, kind, sql)),
      ...(wanted.of === 'served' ? [`length(${sql}) <= 256`] : []),
      ...(kind.role === 'requested' && wanted.of === 'names' ? notServed(at, node) : []),
    ];
    return [when(isName, entry(numberOf(node.path, kind.role, isCertain), `trim(${sql})`))];
  };
  const mayBeName = (node: PathNode, kind: PlaceKind, sql: string): readonly string[] => [
    `length(${sql}) <= ${maxCandidate}`,
    dialect.matches(sql, '\\p{L}'),
    `NOT ${dialect.matches(sql, '^\\s*\\S+(?:\\s+\\S+){6}')}`,
    ...(textNoun.test(node.keys.at(-1) ?? '') || kind === partOfModel
      ? [dialect.matches(sql, '[0-9/-]'), `NOT ${dialect.matches(`trim(${sql})`, '\\s')}`]
      : []),
  ];
  /** A requested model does not count where the same object has the one that was served. */
  const notServed = (at: At, node: PathNode): readonly string[] => {
    const served = node.scopes.flatMap((depth) => {
      const holder = at.around[depth];
      return holder === undefined ? [] : read(holder, { of: 'served', depth });
    });
    return served.length === 0 ? [] : [`${dialect.size(concat(served))} = 0`];
  };
  const unread = (conditions: readonly string[], what: string, wanted: Wanted): readonly string[] =>
    wanted.of === 'names' ? [when(conditions, entry(0, text(what)))] : [];

  const read = (at: At, wanted: Wanted): readonly string[] => {
    const { shape, node, sql } = at;
    if (node.isIgnored) return [];
    if (node.inner.indexes.length > 0) throw cannotSay(node.path, 'single items of a list');
    switch (shape.kind) {
      case 'other':
        return node.kind?.strict === true && !at.isDoubtful && !ignored.has(node.kind.role)
          ? unread([`${sql} IS NOT NULL`], `${node.path}: not a text`, wanted)
          : [];
      case 'map':
      case 'bytes':
        if (!mayHoldNames(node.keys, options, 'json')) return [];
        throw cannotSay(node.path, shape.kind === 'map' ? 'a map' : 'bytes');
      case 'list':
        return readItems(at, shape.item, sql, wanted);
      case 'struct':
        return readFields(at, shape.fields, wanted, (key) => dialect.field(sql, key));
      case 'text':
        return readText(at, shape, wanted);
    }
  };
  const readItems = (at: At, shape: Shape, items: string, wanted: Wanted): readonly string[] => {
    const item = nextVariable();
    const inner = read(
      { ...at, shape, node: tree.item(at.node, 0, 1), sql: item, around: [...at.around, at] },
      wanted,
    );
    return inner.length === 0 ? [] : [dialect.flatMap(items, item, concat(inner))];
  };
  const childrenOf = (
    at: At,
    fields: ReadonlyMap<string, Shape>,
    sqlOf: (key: string) => string,
  ): readonly (readonly [key: string, child: At])[] =>
    [...fields].map(([key, shape]) => {
      const node = tree.child(at.node, key, Number.NaN);
      return [key, { ...at, shape, node, sql: sqlOf(key), around: [...at.around, at] }];
    });
  const readFields = (
    at: At,
    fields: ReadonlyMap<string, Shape>,
    wanted: Wanted,
    sqlOf: (key: string) => string,
  ): readonly string[] => {
    const { node } = at;
    const children = childrenOf(at, fields, sqlOf).map(([, child]) => child);
    if (at.shape.kind === 'struct' && node.keyNames !== null) throw cannotSay(node.path, 'fields as names');
    return [
      ...children.flatMap((child) => read(child, wanted)),
      ...readLabels(children, wanted),
      ...(node.kind === null ? [] : readModel(at, node.kind, children, wanted)),
    ];
  };
  /** `{ key: "gen_ai.request.model", value: … }`: what the value is depends on the row. */
  const readLabels = (children: readonly At[], wanted: Wanted): readonly string[] => {
    if (!children.some(({ node }) => node.isValue)) return [];
    return children
      .filter(({ node, shape }) => node.isLabel && shape.kind === 'text')
      .flatMap(({ sql, node }) =>
        unread([dialect.matches(sql, '(?i)model')], `${node.path}: labels a model`, wanted),
      );
  };
  /** An object in the place of a name: the best of its keys says which model it is. */
  const readModel = (at: At, kind: PlaceKind, children: readonly At[], wanted: Wanted): readonly string[] => {
    const texts = children.filter(({ shape, node }) => shape.kind === 'text' && !node.isIgnored);
    const ranked = texts
      .filter(({ node }) => node.nameRank > 0)
      .toSorted((one, other) => one.node.nameRank - other.node.nameRank);
    const isFirst = (index: number): readonly string[] =>
      ranked.slice(0, index).map(({ sql }) => `coalesce(trim(${sql}), '') = ''`);
    const named = ranked.flatMap((child, index) =>
      nameAt(
        child,
        child.node,
        kind,
        `CASE WHEN ${[...isFirst(index), 'true'].join(' AND ')} THEN ${child.sql} END`,
        wanted,
      ),
    );
    const others = texts
      .filter(({ node }) => node.nameRank > 0 || node.kind === null)
      .flatMap((child) => nameAt(child, child.node, { ...partOfModel }, child.sql, wanted));
    const isNamed =
      ranked.length === 0 ? [] : [ranked.map(({ sql }) => `coalesce(trim(${sql}), '') = ''`).join(' AND ')];
    const isObject = at.shape.kind === 'text' ? dialect.matches(at.sql, '^\\s*\\{') : `${at.sql} IS NOT NULL`;
    const isStrict = kind.strict && !at.isDoubtful && !ignored.has(kind.role);
    return [
      ...named,
      ...others,
      ...(isStrict
        ? unread([isObject, ...isNamed], `${at.node.path}: an object without a name`, wanted)
        : []),
    ];
  };

  const readText = (at: At, shape: TextShape, wanted: Wanted): readonly string[] => {
    const { node, sql } = at;
    const isRoot = node === tree.root;
    const isJson = shape.fields.size > 0 || shape.item !== null;
    const isProse = shape.isEncoded && isProseKey(node.keys.at(-1) ?? '') && !node.isFollowed;
    const inside = { ...at, isDoubtful: at.isDoubtful || (isProse && !shape.isApi) };
    const startsLikeJson = dialect.matches(sql, '^\\s*["\\[{]');
    return [
      ...(node.kind === null
        ? []
        : nameAt(
            at,
            node,
            node.kind,
            isJson ? `CASE WHEN NOT ${startsLikeJson} THEN ${sql} END` : sql,
            wanted,
          )),
      ...readFields(inside, shape.fields, wanted, (key) => dialect.jsonField(sql, key)).filter(() => isJson),
      ...(shape.item === null ? [] : readItems(inside, shape.item, dialect.jsonItems(sql), wanted)),
      ...(node.keyNames?.kind == null ? [] : readKeys(inside, node.keyNames, node.keyNames.kind, wanted)),
      ...(isRoot ? unread([`NOT (${dialect.isJson(sql)})`], 'a line that is not JSON', wanted) : []),
      // Inside JSON, what has no JSON of its own is guarded by what is around it.
      ...(isRoot || shape.isEncoded || !isJson
        ? unread(
            [...(isRoot ? [] : [startsLikeJson]), guard(at, shape, isProse)],
            `${node.path}: JSON that was not seen in the first look`,
            wanted,
          )
        : []),
    ];
  };
  const readKeys = (at: At, node: PathNode, kind: PlaceKind, wanted: Wanted): readonly string[] => {
    const key = nextVariable();
    return [
      dialect.flatMap(dialect.jsonKeys(at.sql), key, concat(nameAt(at, node, kind, key, wanted)) || '[]'),
    ];
  };
  /** More keys may name a model than those that are read. */
  const guard = (at: At, shape: TextShape, isProse: boolean): string => {
    const known = keysIn(at, shape);
    const all = `${dialect.size(dialect.findAll(at.sql, keyPattern))}`;
    const isNoApi =
      isProse && shape.isApi
        ? [
            `NOT (${['choices', 'usage', 'messages', 'candidates', 'content', 'object', 'body'].map((key) => dialect.hasJsonField(at.sql, key)).join(' OR ')})`,
          ]
        : [];
    const hasMore =
      known.length === 0 ? `${all} > 0` : `${all} > 0 AND ${all} > ${dialect.size(concat(known))}`;
    return `(${[`(${hasMore})`, ...isNoApi].join(' OR ')})`;
  };
  /** The keys that are read, with those in the texts of the JSON: these have their own guard. */
  const keysIn = (at: At, shape: TextShape): readonly string[] => {
    const fields = childrenOf(at, shape.fields, (key) => dialect.jsonField(at.sql, key));
    const inFields = fields.flatMap(([key, child]) => [
      ...(isNameKey.test(`"${key}":`)
        ? [`CASE WHEN ${dialect.hasJsonField(at.sql, key)} THEN ${list([text('key')])} ELSE ${list([])} END`]
        : []),
      ...keysAt(child),
    ]);
    if (shape.item === null) return inFields;
    const item = nextVariable();
    const inItem = keysAt({ ...at, shape: shape.item, node: tree.item(at.node, 0, 1), sql: item });
    return inItem.length === 0
      ? inFields
      : [...inFields, dialect.flatMap(dialect.jsonItems(at.sql), item, concat(inItem))];
  };
  const keysAt = (at: At): readonly string[] => {
    const { shape, sql } = at;
    if (shape.kind !== 'text') return [];
    const isValue = shape.fields.size === 0 && shape.item === null;
    return isValue || shape.isEncoded
      ? [`coalesce(${dialect.findAll(sql, keyPattern)}, ${list([])})`]
      : keysIn(at, shape);
  };

  const at: At = { shape: root, node: tree.root, sql, isDoubtful: false, around: [] };
  return { names: concat(read(at, { of: 'names' })) || list([]), places };
}

function withConditions({ text, entry, list, concat }: Dialect) {
  return {
    text,
    entry,
    list,
    concat: (lists: readonly string[]): string => (lists.length === 0 ? '' : concat(lists)),
    when: (conditions: readonly string[], item: string): string =>
      `CASE WHEN ${conditions.join(' AND ')} THEN ${list([item])} ELSE ${list([])} END`,
  };
}

function caseless({ source }: RegExp): string {
  return `(?i)${source}`;
}

/** Keys of JSON, quoted in any way, that may name a model. */
function patternOfKeys(named: readonly string[]): string {
  const own = named.flatMap((path) => {
    const last = parsePath(path)
      .flatMap((step) => (step.kind === 'key' ? keysOf(step.key) : []))
      .at(-1);
    return last === undefined
      ? []
      : [[...last].map((letter) => letter.replace(/[^\p{L}\d]/u, '.')).join('[_\\- ]*')];
  });
  const others = [classifier.otherNameKeys, ...own].join('|');
  const inKey = `[^"\\x27\\\\]*`;
  return `["\\x27](?:${inKey}model${inKey}|(?:${inKey}\\.)?(?:${others})|${inKey}\\\\+u00[4-7][^"\\x27]*)\\\\*["\\x27]\\s*:`;
}

function cannotSay(path: string, what: string): AuditError {
  return new AuditError(
    'USAGE',
    `SQL can't read ${path}: ${what}. Leave the place out with ignoreFields (--ignore-field) if no model is named there, or audit the files without SQL.`,
    { details: { path } },
  );
}
