import { isRow, type Row } from '../fields/field-path.js';
import { candidate, classifier, type PlaceKind, partOfModel } from './classify.js';
import type { FoundName, Role } from './found-name.js';
import { isApiBody, readJsonText, startsLikeJson, type TextPairs } from './json-in-text.js';
import type { KeptName } from './kept-names.js';
import { parsePath } from './parse-path.js';
import type { PathNode } from './path-node.js';
import { PathTree } from './path-tree.js';
import { maxDepth, RowNames } from './row-names.js';

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

/**
 * @param onNew called with each name before the first row that has it is handed over
 * @throws TypeError if one of the paths can't be read, with the place in it
 */
export function createNameCollector(
  options: PlaceOptions = {},
  onNew: (name: FoundName) => void = () => {},
): NameCollector {
  const { modelFields = [], ignoreFields = [], ignoreRoles = [], found = [] } = options;
  const tree = new PathTree([
    ...[...modelFields, ...found].map((path) => ({ steps: parsePath(path), use: 'name' as const })),
    ...ignoreFields.map((path) => ({ steps: parsePath(path), use: 'ignore' as const })),
  ]);
  const names = new RowNames(new Set(ignoreRoles), onNew);
  const reader = new PlaceReader(tree, names);
  return (row) => {
    names.start();
    reader.readObject(tree.root, row);
    return names.take();
  };
}

/** Walks through a row, and adds what stands at its places. */
class PlaceReader {
  readonly #tree: PathTree;
  readonly #names: RowNames;
  /** Whether what is being read is JSON in a text. */
  #isInText = false;

  constructor(tree: PathTree, names: RowNames) {
    this.#tree = tree;
    this.#names = names;
  }

  readObject(node: PathNode, object: Row): void {
    this.#names.enter(node);
    const certainBefore = this.#names.certain;
    let label: string | null = null;
    let hasValue = false;
    const { order } = node;
    let index = 0;
    for (const key in object) {
      const value = object[key];
      let child = order[index];
      if (child === undefined || child.key !== key) child = this.#tree.child(node, key, index);
      index += 1;
      if (typeof value === 'string') {
        if (child.kind !== null || startsLikeJson(value)) this.#readText(child, value);
        if (child.isLabel) label ??= value;
      } else if (value !== null) this.#readValue(child, value);
      if (child.isValue) hasValue = true;
    }
    if (node.keyNames !== null) this.#readKeys(node.keyNames, object);
    if (node.kind !== null) {
      this.#readModelObject(node, node.kind, object);
      if (this.#names.certain === certainBefore) this.#names.addMalformed(node, node.kind, 'an object');
    }
    if (label !== null && hasValue) this.#readLabelled(node, label, object);
  }

  #readValue(node: PathNode, value: unknown): void {
    if (typeof value === 'string') {
      if (node.kind !== null || startsLikeJson(value)) this.#readText(node, value);
    } else if (typeof value === 'object') {
      if (value === null || node.isIgnored) return;
      if (node.depth > maxDepth) this.#names.addTooDeep();
      else if (Array.isArray(value)) this.#readList(node, value);
      else if (isRow(value) && !ArrayBuffer.isView(value)) this.readObject(node, value);
    } else if (node.kind !== null && value !== undefined) {
      this.#names.addMalformed(node, node.kind, String(value));
    }
  }

  #readList(node: PathNode, list: readonly unknown[]): void {
    this.#names.enter(node);
    const { kind } = node;
    const isPair =
      kind?.firstOnly === true && list.length === 2 && list.every((item) => typeof item === 'string');
    if (isPair && kind !== null) {
      this.#readPair(node, kind, list);
      return;
    }
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      if (typeof item === 'number') continue;
      this.#readValue(this.#tree.item(node, index, list.length), item);
    }
  }

  /** `judge: ["gpt-4", "single-v1"]`: the second names a prompt. */
  #readPair(node: PathNode, kind: PlaceKind, [first, second]: readonly unknown[]): void {
    const names = this.#names;
    if (typeof first === 'string') this.#readName(this.#tree.itemAt(node, 0), kind, first);
    const before = names.isDoubtful;
    names.isDoubtful = true;
    if (typeof second === 'string') this.#readName(this.#tree.itemAt(node, 1), kind, second);
    names.isDoubtful = before;
  }

  #readText(node: PathNode, text: string): void {
    const { kind } = node;
    const mayBeJson = startsLikeJson(text) && !node.isIgnored;
    if (mayBeJson && (kind !== null || node.isFollowed || classifier.mayName(text))) {
      const json = readJsonText(text);
      if (json !== null) {
        this.#readJson(node, json);
        return;
      }
    }
    if (kind !== null) this.#readName(node, kind, text);
  }

  #readJson(node: PathNode, json: NonNullable<ReturnType<typeof readJsonText>>): void {
    const names = this.#names;
    const [before, wasInText] = [names.isDoubtful, this.#isInText];
    this.#isInText = true;
    names.isDoubtful ||= node.isProse && !node.isFollowed && !('value' in json && isApiBody(json.value));
    if ('value' in json) this.#readValue(node, json.value);
    else this.#readPairs(node, json.pairs);
    names.isDoubtful = before;
    this.#isInText = wasInText;
  }

  #readPairs(node: PathNode, { keyed, texts, tooDeep }: TextPairs): void {
    if (tooDeep) this.#names.addTooDeep();
    this.#names.enter(node);
    for (const [key, text] of keyed) {
      const child = this.#tree.child(node, key, Number.NaN);
      if (child.kind !== null) this.#readName(child, child.kind, text);
    }
    if (node.kind === null) return;
    for (const text of texts) this.#readName(this.#tree.item(node, -1, 0), node.kind, text);
  }

  #readName(node: PathNode, kind: PlaceKind, text: string): void {
    const { separator } = node;
    if (separator === null) this.#names.addText(node, kind, text);
    else for (const half of text.split(separator)) this.#names.addText(node, kind, half);
  }

  #readKeys(node: PathNode, object: Row): void {
    if (node.kind === null) return;
    for (const key in object) if (!this.#isAbsent(object[key])) this.#readName(node, node.kind, key);
  }

  /** Tables have a column for each model, and in each row the text of those that wrote one. */
  #isAbsent(value: unknown): boolean {
    return !this.#isInText && (value === null || value === '');
  }

  /** An object in the place of a name: the best of its keys says which model it is. */
  #readModelObject(node: PathNode, kind: PlaceKind, object: Row): void {
    const ranked: { readonly child: PathNode; readonly text: string }[] = [];
    for (const key in object) {
      const text = object[key];
      if (typeof text !== 'string' || text === '') continue;
      const child = this.#tree.child(node, key, Number.NaN);
      if (child.isIgnored) continue;
      if (child.nameRank > 0) ranked.push({ child, text });
      else if (child.kind === null) this.#names.addText(child, partOfModel, text);
    }
    ranked.sort((one, other) => one.child.nameRank - other.child.nameRank);
    let isNamed = false;
    for (const { child, text } of ranked) {
      // A text with a kind of its own has been read already.
      const own = child.kind?.certain === true ? child.names.get(text) : undefined;
      const kept: KeptName | null = own ?? this.#names.addText(child, isNamed ? candidate : kind, text);
      isNamed ||= kept?.name.certain === true;
    }
  }

  /** `{ key: "gen_ai.request.model", value: { stringValue: "…" } }`, and JSON Patches. */
  #readLabelled(node: PathNode, label: string, object: Row): void {
    if (label.length > 128 || !/model/i.test(label)) return;
    const child = this.#tree.labelled(node, label);
    if (child.kind === null) return;
    for (const key in object) {
      if (node.children.get(key)?.isValue !== true) continue;
      for (const text of textsIn(object[key], 0)) this.#readName(child, child.kind, text);
    }
  }
}

/** The texts of a value in a trace: `{ stringValue }`, `{ arrayValue: { values } }`. */
function textsIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}
