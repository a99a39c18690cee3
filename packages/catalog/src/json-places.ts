import { unescapeToken } from './json.js';
import { jsonToken } from './json-text.js';

/** A part of a text: from the first character to after the last, in UTF-16 code units. */
export interface TextPlace {
  /** The first character. */
  readonly start: number;
  /** After the last one. */
  readonly end: number;
}

/** What is wanted below a value, by the next token of the pointers. */
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
