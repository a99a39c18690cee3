import { isRow, type Row } from '../fields/field-path.js';
import { candidate, classifier, type PlaceKind, partOfModel } from './classify.js';
import type { FoundName, Role } from './found-name.js';
import { isApiBody, readJsonText, startsLikeJson, type TextPairs } from './json-in-text.js';
import { type KeptName, keepMalformed, readName } from './kept-names.js';
import { parsePath } from './parse-path.js';
import type { PathNode } from './path-node.js';
import { createPathTree } from './path-tree.js';

/** The places of rows that are read, besides the known ones. */
export interface PlaceOptions {
  /** Places that certainly name models, as paths: they are added to the known ones. */
  readonly modelFields?: readonly string[];
  /** Places that do not count, nor anything below them. */
  readonly ignoreFields?: readonly string[];
  /** Roles whose names are collected, but don't count. */
  readonly ignoreRoles?: readonly Role[];
  /** Places that were found by value in this file. */
  readonly found?: readonly string[];
  /** Columns of text in which JSON was found. They are read even if their names do not suggest it. */
  readonly jsonColumns?: readonly string[];
}

/**
 * Every name of a row, each once for its place. The same name at the same place is the same object in all rows of a
 * collector, up to 10,000 names for each place.
 */
export type NameCollector = (row: Row) => readonly FoundName[];

/** Deeper rows are not read completely, and so are never clean. */
export const maxDepth = 256;
const maxNames = 10_000;
const none: readonly FoundName[] = [];

/**
 * @param onNew called with each name before the first row that has it is handed over
 * @throws TypeError if one of the paths can't be read, with the place in it
 */
export function createNameCollector(
  options: PlaceOptions = {},
  onNew: (name: FoundName) => void = () => {},
): NameCollector {
  const { modelFields = [], ignoreFields = [], ignoreRoles = [], found = [] } = options;
  const tree = createPathTree([
    ...[...modelFields, ...found].map((path) => ({ steps: parsePath(path), use: 'name' as const })),
    ...ignoreFields.map((path) => ({ steps: parsePath(path), use: 'ignore' as const })),
  ]);
  const ignoredRoles = new Set(ignoreRoles);
  const tooDeep = keepMalformed('(nested too deeply)', deepKind, `more than ${maxDepth} levels`, new Set());

  /** The objects and lists around the current place, by numbers that are theirs alone. */
  const around: number[] = [];
  let container = 0;
  let row = 0;
  /** Whether what is being read is JSON in a text for people. */
  let isDoubtful = false;
  /** Whether what is being read is JSON in a text. */
  let isInText = false;
  /** How often a name was certain. */
  let seen = 0;
  let names: FoundName[] = [];
  let requested: { readonly kept: KeptName; readonly scopes: readonly number[] }[] = [];
  const served = new Set<number>();

  const push = (kept: KeptName): void => {
    if (kept.row === row) return;
    kept.row = row;
    names.push(kept.name);
  };
  const add = (node: PathNode, kept: KeptName): void => {
    const { role, kind, certain, counts } = kept.name;
    if (certain) seen += 1;
    if (kept.aside !== null && node.scopes.length > 0) {
      requested.push({ kept, scopes: node.scopes.map((depth) => around[depth] ?? 0) });
      return;
    }
    // Only what certainly counts itself can set a requested name aside.
    const isServed = role === 'served' && kind === 'name' && certain && counts;
    if (isServed) for (const depth of node.scopes) served.add(around[depth] ?? 0);
    push(kept);
  };
  const addText = (node: PathNode, kind: PlaceKind, text: string): KeptName | null => {
    if (node.isIgnored) return null;
    const isCertain = kind.certain && !isDoubtful;
    const known = isCertain ? node.names : node.doubtful;
    let kept = known.get(text);
    if (kept === undefined) {
      const { path, keys } = node;
      const asked = isCertain === kind.certain ? kind : { ...kind, certain: false, strict: false };
      kept = readName(path, keys, asked, text, ignoredRoles);
      remember(known, text, kept);
      if (kept !== null) onNew(kept.name);
    }
    if (kept !== null) add(node, kept);
    return kept;
  };
  const readNameText = (node: PathNode, kind: PlaceKind, text: string): void => {
    const { separator } = node;
    if (separator === null) addText(node, kind, text);
    else for (const half of text.split(separator)) addText(node, kind, half);
  };
  const malformed = (node: PathNode, kind: PlaceKind, what: string): void => {
    if (!kind.strict || isDoubtful) return;
    const key = `\n${what}`;
    const kept = node.names.get(key) ?? keepMalformed(node.path, kind, what, ignoredRoles);
    remember(node.names, key, kept);
    onNew(kept.name);
    add(node, kept);
  };

  const readText = (node: PathNode, text: string): void => {
    const { kind } = node;
    if (startsLikeJson(text) && !node.isIgnored) {
      if (kind !== null || node.isFollowed || classifier.mayName(text)) {
        const json = readJsonText(text);
        if (json !== null) {
          readJson(node, json);
          return;
        }
      }
    }
    if (kind !== null) readNameText(node, kind, text);
  };
  const readJson = (node: PathNode, json: NonNullable<ReturnType<typeof readJsonText>>): void => {
    const [before, wasInText] = [isDoubtful, isInText];
    isInText = true;
    isDoubtful ||= node.isProse && !node.isFollowed && !('value' in json && isApiBody(json.value));
    if ('value' in json) readValue(node, json.value);
    else readPairs(node, json.pairs);
    isDoubtful = before;
    isInText = wasInText;
  };
  /** Tables have a column for each model, and in each row the text of those that wrote one. */
  const isAbsent = (value: unknown): boolean => !isInText && (value === null || value === '');
  const readPairs = (node: PathNode, { keyed, texts, tooDeep: isTooDeep }: TextPairs): void => {
    if (isTooDeep) push(tooDeep);
    around[node.depth] = container += 1;
    for (const [key, text] of keyed) {
      const child = tree.child(node, key, Number.NaN);
      if (child.kind !== null) readNameText(child, child.kind, text);
    }
    if (node.kind !== null) for (const text of texts) readNameText(tree.item(node, -1, 0), node.kind, text);
  };
  const readValue = (node: PathNode, value: unknown): void => {
    if (typeof value === 'string') {
      if (node.kind !== null || startsLikeJson(value)) readText(node, value);
    } else if (typeof value === 'object') {
      if (value === null || node.isIgnored) return;
      if (node.depth > maxDepth) push(tooDeep);
      else if (Array.isArray(value)) readList(node, value);
      else if (isRow(value) && !ArrayBuffer.isView(value)) readObject(node, value);
    } else if (node.kind !== null && value !== undefined) malformed(node, node.kind, String(value));
  };
  const readList = (node: PathNode, list: readonly unknown[]): void => {
    around[node.depth] = container += 1;
    const { kind } = node;
    const isPair =
      kind?.firstOnly === true && list.length === 2 && list.every((item) => typeof item === 'string');
    if (isPair && kind !== null) {
      readPair(node, kind, list);
      return;
    }
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      if (typeof item === 'number') continue;
      readValue(tree.item(node, index, list.length), item);
    }
  };
  /** `judge: ["gpt-4", "single-v1"]`: the second names a prompt. */
  const readPair = (node: PathNode, kind: PlaceKind, [first, second]: readonly unknown[]): void => {
    if (typeof first === 'string') readNameText(tree.itemAt(node, 0), kind, first);
    const before = isDoubtful;
    isDoubtful = true;
    if (typeof second === 'string') readNameText(tree.itemAt(node, 1), kind, second);
    isDoubtful = before;
  };
  const readObject = (node: PathNode, object: Row): void => {
    around[node.depth] = container += 1;
    const seenBefore = seen;
    let label: string | null = null;
    let hasValue = false;
    const { order } = node;
    let index = 0;
    for (const key in object) {
      const value = object[key];
      let child = order[index];
      if (child === undefined || child.key !== key) child = tree.child(node, key, index);
      index += 1;
      if (typeof value === 'string') {
        if (child.kind !== null || startsLikeJson(value)) readText(child, value);
        if (child.isLabel) label ??= value;
      } else if (value !== null) readValue(child, value);
      if (child.isValue) hasValue = true;
    }
    if (node.keyNames?.kind !== undefined && node.keyNames.kind !== null)
      for (const key in object) {
        if (!isAbsent(object[key])) readNameText(node.keyNames, node.keyNames.kind, key);
      }
    if (node.kind !== null) {
      readModelObject(node, node.kind, object);
      if (seen === seenBefore) malformed(node, node.kind, 'an object');
    }
    if (label !== null && hasValue) readLabelled(node, label, object);
  };
  /** An object in the place of a name: the best of its keys says which model it is. */
  const readModelObject = (node: PathNode, kind: PlaceKind, object: Row): void => {
    const ranked: { readonly child: PathNode; readonly text: string }[] = [];
    for (const key in object) {
      const text = object[key];
      if (typeof text !== 'string' || text === '') continue;
      const child = tree.child(node, key, Number.NaN);
      if (child.isIgnored) continue;
      if (child.nameRank > 0) ranked.push({ child, text });
      else if (child.kind === null) addText(child, partOfModel, text);
    }
    ranked.sort((one, other) => one.child.nameRank - other.child.nameRank);
    let isNamed = false;
    for (const { child, text } of ranked) {
      // A text with a kind of its own has been read already.
      const own = child.kind?.certain === true ? child.names.get(text) : undefined;
      const kept: KeptName | null = own ?? addText(child, isNamed ? candidate : kind, text);
      isNamed ||= kept?.name.certain === true;
    }
  };
  /** `{ key: "gen_ai.request.model", value: { stringValue: "…" } }`, and JSON Patches. */
  const readLabelled = (node: PathNode, label: string, object: Row): void => {
    if (label.length > 128 || !/model/i.test(label)) return;
    const child = tree.labelled(node, label);
    for (const key in object) {
      if (node.children.get(key)?.isValue !== true) continue;
      if (child.kind !== null)
        for (const text of textsIn(object[key], 0)) readNameText(child, child.kind, text);
    }
  };

  return (value) => {
    row += 1;
    container = 0;
    if (names.length > 0) names = [];
    if (served.size > 0) served.clear();
    if (requested.length > 0) requested = [];
    readObject(tree.root, value);
    for (const { kept, scopes } of requested) {
      if (kept.aside === null || !scopes.some((scope) => served.has(scope))) push(kept);
      else if (kept.asideRow !== row) {
        kept.asideRow = row;
        names.push(kept.aside);
      }
    }
    return names.length === 0 ? none : names;
  };
}

const deepKind: PlaceKind = {
  role: 'unspecified',
  certain: true,
  strict: true,
  firstOnly: false,
  scopes: [],
};

function remember(known: Map<string, KeptName | null>, text: string, kept: KeptName | null): void {
  if (known.size >= maxNames) known.clear();
  known.set(text, kept);
}

/** The texts of a value in a trace: `{ stringValue }`, `{ arrayValue: { values } }`. */
function textsIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}
