import { type AuditError, auditError } from '../audit-error.js';
import { classifier, keysOf, type PlaceKind, partOfModel } from '../places/classify.js';
import type { PlaceOptions } from '../places/collect-names.js';
import type { Role } from '../places/found-name.js';
import { maxCandidate, mayNamePeople, nothing, person, textNoun } from '../places/kept-names.js';
import { parsePath } from '../places/parse-path.js';
import type { PathNode } from '../places/path-node.js';
import { PathTree } from '../places/path-tree.js';
import type { Dialect } from './dialect.js';
import type { Shape } from './shape.js';

/** A place of the rows that the SQL reads. */
export interface SqlPlace {
  readonly path: string;
  readonly role: Role;
  /** Otherwise a name counts only if it is that of a model that is not allowed. */
  readonly isCertain: boolean;
}

/** A place of the rows, and the expression that reads it. */
export interface At<Of extends Shape = Shape> {
  readonly shape: Of;
  readonly node: PathNode;
  readonly sql: string;
  /** Whether it is in JSON that may be about anything. */
  readonly isDoubtful: boolean;
  /** The objects and lists around it. */
  readonly around: readonly At[];
}

/** The names that the expressions list: all; or only served ones, which set aside the requested names of an object. */
export type Wanted = { readonly of: 'names' } | { readonly of: 'served'; readonly depth: number };

/** The things that writing the expression of any place needs. */
export interface PlaceWriter {
  readonly dialect: Dialect;
  readonly options: PlaceOptions;
  readonly tree: PathTree;
  /** By their numbers. The first means something that can't be read: it makes its row unknown. */
  readonly places: readonly SqlPlace[];
  /** Matches keys of JSON, quoted in any way, that may name a model. */
  readonly keyPattern: string;
  readonly ignoresRole: (role: Role) => boolean;
  readonly numberOf: (path: string, role: Role, isCertain: boolean) => number;
  /** A name of a variable that no other part of the expression has. */
  readonly nextVariable: () => string;
}

export function createPlaceWriter(options: PlaceOptions, dialect: Dialect): PlaceWriter {
  const { modelFields = [], ignoreFields = [], found = [] } = options;
  const named = [...modelFields, ...found];
  const ignored = new Set(options.ignoreRoles);
  const places: SqlPlace[] = [{ path: '(not read)', role: 'unspecified', isCertain: true }];
  const numbers = new Map<string, number>();
  let variables = 0;
  return {
    dialect,
    options,
    tree: new PathTree([
      ...named.map((path) => ({ steps: parsePath(path), use: 'name' as const })),
      ...ignoreFields.map((path) => ({ steps: parsePath(path), use: 'ignore' as const })),
    ]),
    places,
    keyPattern: patternOfKeys(named),
    ignoresRole: (role) => ignored.has(role),
    numberOf(path, role, isCertain) {
      const key = `${isCertain} ${role} ${path}`;
      const number = numbers.get(key) ?? places.push({ path, role, isCertain }) - 1;
      numbers.set(key, number);
      return number;
    },
    nextVariable() {
      variables += 1;
      return `x${variables}`;
    },
  };
}

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

/** The name at a place as a list of one, empty where the text there is none. */
export function writeName(
  writer: PlaceWriter,
  { node, isDoubtful }: At,
  kind: PlaceKind,
  sql: string,
  wanted: Wanted,
  isNotServed: readonly string[],
): readonly string[] {
  const { dialect } = writer;
  const isCertain = kind.certain && !isDoubtful;
  if (node.isIgnored || writer.ignoresRole(kind.role)) return [];
  if (wanted.of === 'served') {
    const setsAside = isCertain && kind.role === 'served' && node.scopes.includes(wanted.depth);
    if (!setsAside) return [];
  }
  if (node.separator !== null) throw cannotSay(node.path, 'two names in one text');
  const trimmed = `trim(${sql})`;
  const isName = [
    `${sql} IS NOT NULL`,
    `NOT ${dialect.matches(trimmed, caseless(nothing))}`,
    ...(mayNamePeople(kind.role, node.keys) ? [`NOT ${dialect.matches(trimmed, caseless(person))}`] : []),
    ...(isCertain ? [] : mayBeName(dialect, node, kind, sql)),
    ...(wanted.of === 'served' ? [`length(${sql}) <= 256`] : []),
    ...isNotServed,
  ];
  return [when(dialect, isName, dialect.entry(writer.numberOf(node.path, kind.role, isCertain), trimmed))];
}

function mayBeName(dialect: Dialect, node: PathNode, kind: PlaceKind, sql: string): readonly string[] {
  const isText = textNoun.test(node.keys.at(-1) ?? '') || kind === partOfModel;
  return [
    `length(${sql}) <= ${maxCandidate}`,
    dialect.matches(sql, '\\p{L}'),
    `NOT ${dialect.matches(sql, '^\\s*\\S+(?:\\s+\\S+){6}')}`,
    ...(isText ? [dialect.matches(sql, '[0-9/-]'), `NOT ${dialect.matches(`trim(${sql})`, '\\s')}`] : []),
  ];
}

/** Makes a row unknown where the conditions hold. */
export function writeUnread(
  { dialect }: PlaceWriter,
  conditions: readonly string[],
  what: string,
  wanted: Wanted,
): readonly string[] {
  return wanted.of === 'names' ? [when(dialect, conditions, dialect.entry(0, dialect.text(what)))] : [];
}

function when({ list }: Dialect, conditions: readonly string[], item: string): string {
  return `CASE WHEN ${conditions.join(' AND ')} THEN ${list([item])} ELSE ${list([])} END`;
}

function caseless({ source }: RegExp): string {
  return `(?i)${source}`;
}

/** The places in an object or in a JSON text, by their keys. */
export function childrenOf(
  { tree }: PlaceWriter,
  at: At,
  fields: ReadonlyMap<string, Shape>,
  sqlOf: (key: string) => string,
): readonly (readonly [key: string, child: At])[] {
  return [...fields].map(([key, shape]) => {
    const node = tree.child(at.node, key, Number.NaN);
    return [key, { ...at, shape, node, sql: sqlOf(key), around: [...at.around, at] }];
  });
}

export function cannotSay(path: string, what: string): AuditError {
  const message = `SQL can't read ${path}: ${what}. Leave the place out with ignoreFields (--ignore-field) if no model is named there, or audit the files without SQL.`;
  return auditError('USAGE', path, message);
}
