import { isRow, type Row } from '../fields/field-path.js';
import { classifier, isForeign, keysOf } from './classify.js';
import { isApiBody, readJsonText, startsLikeJson } from './json-in-text.js';
import { mayHoldNames } from './may-hold-names.js';
import { joinKey, joinMark, type Separator } from './parse-path.js';
import { labelKey, valueKey } from './path-node.js';
import { isProseJson, isProseKey } from './prose.js';

const maxLength = 128;
const maxDepth = 64;

/**
 * Names of data, of formats and of tokenizers: a set of questions is called "koala", too. The path of a patch says what it replaces.
 */
const otherKey =
  /dataset|subset|split|benchmark|corpus|tokenizer|template|licen[cs]e|(?:format|url|uri|link)$|^replaced$/;
const subjectKey = /topic|keyword|entit(?:y|ies)$|^(?:subject|options|choices|mentions?)$/;
/** Texts that were said, or should have been said. */
const saidKey = /^(?:gold|ideal|predicted|expected)|(?:answer|output|input|prompt|text|prediction|truth)s?$/;
/** A short name such as `o1` may be anything, except in places that name someone. */
const shortName = 3;
const makerKey = /by$|with$|llm|source|generat|judge|agent|bot$|engine|provider|system|sampl/;
/** Here a product's name means a speaker: "gpt", "bard". The name of a model says more. */
const speakerKey = /^(?:from|role|speaker|sender|author|type)$/;

interface Place {
  readonly path: string;
  /** Normalised. */
  readonly keys: readonly string[];
  readonly depth: number;
  /** Whether it is in the JSON of a column that is not read unless it is found to hold names. */
  readonly isUnread: boolean;
}

/** Finds places by their values. */
export interface PlaceFinder {
  readonly look: (row: Row) => void;
  /**
   * The paths of texts, and of keys of objects, that are names of known models though their place does not say so: they
   * can be given to the collector. Places of the table, and prose, are left out.
   */
  readonly found: () => readonly string[];
}

/** @param isKnownName asked often, with the same texts: it should remember its answers */
export function createPlaceFinder(isKnownName: (text: string) => boolean): PlaceFinder {
  const found = new Set<string>();
  const mayHold = rememberByPath(mayHoldNameByKeys);
  const isTable = rememberByPath(({ keys }) => classifier.keysAt(keys) !== null);
  const visitText = (place: Place, text: string): void => {
    if (startsLikeJson(text)) visitJson(place, text);
    else if (isNameable(text) && mayHold(place) && !isSpeaker(place, text) && !isTooShort(place, text)) {
      const mark = markOf(text, isKnownName);
      if (mark !== null) found.add(`${place.path}${mark}`);
    }
  };
  const visitJson = (place: Place, text: string): void => {
    const json = readJsonText(text);
    if (json === null || !('value' in json)) return;
    if (isProseJson(place.keys.at(-1) ?? '') && !isApiBody(json.value)) return;
    const isUnread = place.isUnread || !mayHoldNames(place.keys, {});
    visit({ ...place, isUnread, depth: place.depth + 1 }, json.value);
  };
  const visit = (place: Place, value: unknown): void => {
    if (typeof value === 'string') visitText(place, value);
    else if (typeof value !== 'object' || place.depth > maxDepth || ArrayBuffer.isView(value)) return;
    else if (Array.isArray(value)) visitList(place, value);
    else if (isRow(value)) visitObject(place, value);
  };
  const visitList = (place: Place, list: readonly unknown[]): void => {
    const isMixed =
      list.length <= 4 &&
      list.every((item) => typeof item === 'string') &&
      list.some((item) => markOf(item, isKnownName) === null);
    for (const [index, item] of list.entries()) {
      const path = `${place.path}[${isMixed ? index : ''}]`;
      visit({ ...place, path, depth: place.depth + 1 }, item);
    }
  };
  const visitObject = (place: Place, object: Row): void => {
    const marks: (Mark | null)[] = [];
    const isLabelled = Object.keys(object).some((key) => labelKey.test(key) && mentionsModel(object[key]));
    for (const key in object) {
      if (isLabelled && valueKey.test(key)) continue;
      const keys = [...place.keys, ...keysOf(key)];
      if (object[key] !== null && object[key] !== '')
        marks.push(key.length > shortName && isNameable(key) ? markOf(key, isKnownName) : null);
      visit({ ...place, path: joinKey(place.path, key), keys, depth: place.depth + 1 }, object[key]);
    }
    const isRoot = place.keys.length === 0;
    const mark = isTable(place) ? null : markOfKeys(marks, isRoot);
    if (mark !== null) found.add(joinMark(place.path, mark));
  };
  return {
    look: (row) => visitObject({ path: '', keys: [], depth: 0, isUnread: false }, row),
    found: () => [...found],
  };
}

/** The collector reads what is labelled so by its label: `{ key: "gen_ai.request.model", value: … }`. */
function mentionsModel(label: unknown): boolean {
  return typeof label === 'string' && /model/i.test(label);
}

/** Paths of a file: far more than there should be, so that they don't fill the memory. */
const maxPaths = 10_000;

/** Facts that depend only on the place are computed once for each path. */
function rememberByPath(decide: (place: Place) => boolean): (place: Place) => boolean {
  const known = new Map<string, boolean>();
  return (place) => {
    const key = `${place.isUnread} ${place.path}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const decision = decide(place);
    if (known.size < maxPaths) known.set(key, decision);
    return decision;
  };
}

/** The ending of a text's path: none for one name, a separator for two. */
type Mark = '' | `{${Separator}}`;

/** @param isRoot the keys of a row: some of them are not names in any table */
function markOfKeys(marks: readonly (Mark | null)[], isRoot: boolean): string | null {
  const known = marks.filter((mark) => mark !== null);
  const [first] = known;
  if (first === undefined) return null;
  if (known.length * 2 < marks.length || (isRoot && known.length < marks.length)) return '{key?}';
  const separators = known.filter((mark) => mark !== '');
  if (separators.length * 2 < known.length) return '{key}';
  return separators.includes('{__}') ? '{key__key}' : '{key_key}';
}

function isNameable(text: string): boolean {
  return (
    text.length <= maxLength && text.length >= 2 && /^[\p{L}\d~@][^\n]*$/u.test(text) && /\p{L}/u.test(text)
  );
}

function mayHoldNameByKeys({ keys, isUnread }: Place): boolean {
  const last = keys.at(-1) ?? '';
  if (isProseKey(last) || otherKey.test(last) || saidKey.test(last)) return false;
  // Topics of a text, or options to choose from.
  if (keys.some((key) => subjectKey.test(key)) || isForeign(keys)) return false;
  return isUnread || classifier.place(keys, last)?.certain !== true;
}

function isSpeaker({ keys }: Place, text: string): boolean {
  return speakerKey.test(keys.at(-1) ?? '') && !/[\d/]/.test(text);
}

function isTooShort({ keys }: Place, text: string): boolean {
  return text.length <= shortName && !makerKey.test(keys.at(-1) ?? '');
}

/** `model@host` and `maker:model` are known by the model; `a_b` and `a__b` by both, or by one beside another. */
function markOf(text: string, isKnownName: (text: string) => boolean): Mark | null {
  if (!isNameable(text)) return null;
  if (isKnownName(text)) return '';
  const parts = /^([^@\s]+)@[\w.-]+$|^[\w.-]+:(\S+)$/.exec(text);
  const part = parts?.[1] ?? parts?.[2];
  if (part !== undefined && isKnownName(part)) return '';
  for (const separator of ['__', '_'] as const) {
    for (let at = text.indexOf(separator); at > 0; at = text.indexOf(separator, at + 1)) {
      const halves = [text.slice(0, at), text.slice(at + separator.length)];
      const known = halves.filter((half) => half !== '' && isKnownName(half));
      if (known.length === 2) return `{${separator}}`;
      const isOnly = text.split(separator).length === 2;
      if (known.length === 1 && isOnly && halves.every((half) => /\d/.test(half) && /[a-z]/i.test(half)))
        return `{${separator}}`;
    }
  }
  return null;
}

/**
 * Columns whose names mention a model though they name none: a model wrote or scored what they hold.
 *
 * @param mentionsModel whether a text is, or begins with, the name of a model or of a family of them
 */
export function findSuspiciousKeys(
  keys: readonly string[],
  mentionsModel: (text: string) => boolean = isFamily,
): readonly string[] {
  return keys.filter((key) => {
    if (key.length > maxLength) return false;
    const own = keysOf(key);
    if (own.some((_, index) => classifier.place(own.slice(0, index + 1), '') !== null)) return false;
    return partsOf(key).some((part) => mentionsModel(part));
  });
}

/** Texts in brackets, and every one to four words in a row. `DeepSeek` counts as one word and as two. */
function partsOf(key: string): readonly string[] {
  const bracketed = [...key.matchAll(/[[(]([^\])]+)[\])]/g)].map(([, inner = '']) => inner);
  const runs = [/[^\p{L}\p{N}.]+/u, /[^\p{L}\p{N}.]+|(?<=\p{Ll})(?=\p{Lu})/u].flatMap((gap) => {
    const words = key.split(gap).filter((word) => word !== '');
    return words.flatMap((_, start) =>
      [1, 2, 3, 4].map((length) => words.slice(start, start + length).join('-')),
    );
  });
  return [...bracketed, ...new Set(runs)];
}

const families =
  /^(?:gpt|chatgpt|claude|haiku|sonnet|opus|gemini|gemma|bard|palm|llama|mistral|mixtral|codestral|qwen|qwq|deepseek|grok|kimi|glm|nemotron|minimax|vicuna|alpaca|wizardlm|falcon|phi|yi|command-r|dbrx|olmo|tulu)(?:-?v?\d[\w.]*)?$|^\d(?:\.\d)?[ -](?:haiku|sonnet|opus)$/i;

function isFamily(text: string): boolean {
  return families.test(text);
}
