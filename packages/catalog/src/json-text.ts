import { unescapeToken } from './json.js';

/** A JSON value, or why there is none. The text may be private, so the problem repeats nothing of it but a field's name. */
export type ParsedJson =
  | {
      /** The value of the text. */
      readonly value: unknown;
    }
  | {
      /** In words, to follow the name of the text, without a full stop. */
      readonly problem: string;
      /** Whether the text is JSON all the same, though not to be used. */
      readonly isJson?: true;
    };

/** Parses a text, which may begin with a byte order mark. The problem says where the text stops being JSON. */
export function parseJsonText(text: string): ParsedJson {
  const json = text.replace(/^\ufeff/, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: `not JSON (at ${describePlace(json, findJsonError(json))})` };
  }
  if (isTooDeep(value)) return { problem: `nested more than ${maxDepth} levels deep`, isJson: true };
  const twice = findDuplicateKey(json);
  // One reader takes the first of them, another the last.
  return twice === null ? { value } : { problem: describeDuplicate(twice), isJson: true };
}

function describeDuplicate(name: string): string {
  return `ambiguous: one object has the field ${JSON.stringify(name.slice(0, 60))} twice`;
}

/** A value that is nested much deeper can be parsed, but not written: `JSON.stringify` overflows the stack. */
const maxDepth = 1_000;

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= maxDepth && level.length > 0; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return level.length > 0;
}

/** Counted from 1; of a text of one line, the column alone. */
function describePlace(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  const column = `column ${(before.at(-1) ?? '').length + 1}`;
  return text.trimEnd().includes('\n') ? `line ${before.length}, ${column}` : column;
}

/** The token that may come next. `first-…` may also be the end of the object or list that has just begun. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'separator';

/** The next token after white space, in groups: a mark, a string, or another scalar. Sticky. */
const jsonToken =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|((?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])))/uy;

/**
 * The index at which a text stops being JSON; its length where more is needed. `JSON.parse` says it for some errors only,
 * and in words that differ between versions of Node.
 */
export function findJsonError(text: string): number {
  const closers: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    jsonToken.lastIndex = at;
    const [, mark, string, scalar] = jsonToken.exec(text) ?? [];
    const next = mark ?? (string === undefined ? scalar && 'scalar' : 'string');
    if (next === undefined || !advance(next))
      return at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    at = jsonToken.lastIndex;
  }

  function advance(next: string): boolean {
    switch (expected) {
      case 'value':
      case 'first-value':
        if (next === '{' || next === '[') {
          closers.push(next === '{' ? '}' : ']');
          expected = next === '{' ? 'first-key' : 'first-value';
          return true;
        }
        if (next === 'string' || next === 'scalar') {
          expected = 'separator';
          return true;
        }
        return expected === 'first-value' && close(next);
      case 'key':
      case 'first-key':
        if (next !== 'string') return expected === 'first-key' && close(next);
        expected = 'colon';
        return true;
      case 'colon':
        expected = 'value';
        return next === ':';
      case 'separator':
        if (next !== ',' || closers.length === 0) return close(next);
        expected = closers.at(-1) === '}' ? 'key' : 'value';
        return true;
    }
  }

  function close(next: string): boolean {
    if (next !== closers.at(-1)) return false;
    closers.pop();
    expected = 'separator';
    return true;
  }
}

/**
 * The first name that an object in a JSON text has twice, at any depth; null where there is none. `JSON.parse` takes the
 * last of them, other readers the first: what is judged must not depend on the reader.
 *
 * @param text valid JSON
 */
export function findDuplicateKey(text: string): string | null {
  // The names of each object that is open here; null for a list.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1) ?? null;
      if (names !== null && isFollowedByColon(text, end)) {
        const name = readName(text.slice(at, end));
        if (names.has(name)) return name;
        names.add(name);
      }
      at = end - 1;
    }
  }
  return null;
}

/** Where a string ends: after the first quotation mark with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function isFollowedByColon(text: string, at: number): boolean {
  let next = at;
  // JSON has no other white space.
  while (' \n\r\t'.includes(text[next] ?? '.')) next += 1;
  return text[next] === ':';
}

function readName(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

/** A part of a text: from the first character to after the last, in UTF-16 code units. */
export interface TextPlace {
  /** The first character. */
  readonly start: number;
  /** After the last one. */
  readonly end: number;
}

/** The wanted places below a value, by the next token of their pointers. */
interface Wanted {
  readonly pointers: string[];
  readonly below: Map<string, Wanted>;
}

/**
 * Where values stand in a text that is JSON, by their JSON Pointers. Pointers to no value are left out. Takes one pass,
 * however many there are.
 *
 * @param text valid JSON, without byte order mark
 */
export function placesInJson(text: string, pointers: Iterable<string>): ReadonlyMap<string, TextPlace> {
  const places = new Map<string, TextPlace>();
  let at = 0;
  const next = (): string => {
    jsonToken.lastIndex = at;
    const [, mark, string, scalar] = jsonToken.exec(text) ?? [];
    at = jsonToken.lastIndex;
    return mark ?? string ?? scalar ?? '';
  };
  const readValue = (first: string, wanted: Wanted | undefined): void => {
    const start = at - first.length;
    if (first === '{' || first === '[') {
      let index = 0;
      for (let word = next(); word !== '}' && word !== ']' && word !== ''; word = next()) {
        if (word === ',') continue;
        const key = first === '{' ? String(JSON.parse(word)) : String(index);
        index += 1;
        if (first === '{') next();
        readValue(first === '{' ? next() : word, wanted?.below.get(key));
      }
    }
    for (const pointer of wanted?.pointers ?? []) places.set(pointer, { start, end: at });
  };
  readValue(next(), treeOf(pointers));
  return places;
}

function treeOf(pointers: Iterable<string>): Wanted {
  const root: Wanted = { pointers: [], below: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const token of pointer.split('/').slice(1).map(unescapeToken)) {
      const below: Wanted = node.below.get(token) ?? { pointers: [], below: new Map() };
      node.below.set(token, below);
      node = below;
    }
    node.pointers.push(pointer);
  }
  return root;
}

/**
 * The line, counted from 1, of what a JSON Pointer points to in a text that is JSON; of the nearest value around it if
 * there is no such value.
 */
export function lineOf(text: string, pointer: string): number {
  const tokens = pointer.split('/');
  const around = tokens.map((_, index) => tokens.slice(0, index + 1).join('/'));
  const places = placesInJson(text, around);
  const nearest = around.findLast((each) => places.has(each)) ?? '';
  return text.slice(0, places.get(nearest)?.start ?? 0).split('\n').length;
}
