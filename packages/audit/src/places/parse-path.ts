/** A step of a path into a row. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  /** Each item of a list, or one; below zero, from its end. */
  | { readonly kind: 'item'; readonly index: number | null }
  /** Each value of an object. */
  | { readonly kind: 'any' }
  /** The keys of an object are the names; `certain` is false where some of them are not. */
  | { readonly kind: 'keys'; readonly certain: boolean; readonly separator: Separator | null }
  /** Two names in one text. */
  | { readonly kind: 'pair'; readonly separator: Separator };

/** The text between two names in one text. */
export type Separator = '_' | '__';

const quotedKey = /\["((?:[^"\\]|\\.)*)"\]/y;
const listMark = /\[(-?\d{1,9}|\*)?\]/y;
const objectMark = /\{(key\??|key__?key|\*|__?)?\}/y;
const plainKey = /[^.[\]{}"]+/y;

/**
 * Reads a path: `metadata.model`, `completions[].model`, `judge[0]`, `messages[-1].model`, `attributes["a.b"]`; `{}` is each
 * value of an object. At the end, `{key}` says that its keys are the names, `{key?}` that some are, `{key__key}` that each
 * is two names, and `{_}` or `{__}` that a text is two names, joined so.
 *
 * @throws TypeError with the place in the path that can't be read
 */
export function parsePath(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  let at = 0;
  const fail = (what: string): TypeError =>
    new TypeError(`The path ${JSON.stringify(path)} can't be read at character ${at + 1}: ${what}.`);
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(path);
  };
  if (path === '') throw fail('it is empty');
  while (at < path.length) {
    const [last] = steps.slice(-1);
    if (last?.kind === 'keys' || last?.kind === 'pair') throw fail('nothing may follow here');
    const mark = path[at];
    if (mark === '[') {
      const found = match(quotedKey) ?? match(listMark);
      if (found === null) throw fail('in brackets stands nothing, a number, or a key in double quotes');
      steps.push(bracketStep(found, fail));
      at += found[0].length;
      continue;
    }
    const isFirst = steps.length === 0;
    if (mark === '.' && !isFirst) at += 1;
    if (path[at] === '{') {
      const found = match(objectMark);
      if (found === null) throw fail('in braces stands nothing, "key", or "_"');
      steps.push(braceStep(found[1]));
      at += found[0].length;
      continue;
    }
    if (mark !== '.' && !isFirst) throw fail('a full stop is missing before a key');
    const found = match(plainKey);
    if (found === null) throw fail('a key is missing; one with special characters is written ["a.b"]');
    steps.push({ kind: 'key', key: found[0] });
    at += found[0].length;
  }
  return steps;
}

function bracketStep([text, inner]: RegExpExecArray, fail: (what: string) => TypeError): PathStep {
  if (!text.startsWith('["')) {
    return { kind: 'item', index: inner === undefined || inner === '*' ? null : Number(inner) };
  }
  try {
    const key: unknown = JSON.parse(text.slice(1, -1));
    return { kind: 'key', key: String(key) };
  } catch {
    throw fail('the key in quotes is not a JSON string');
  }
}

function braceStep(inner: string | undefined): PathStep {
  switch (inner) {
    case 'key':
    case 'key?':
      return { kind: 'keys', certain: inner === 'key', separator: null };
    case 'key_key':
      return { kind: 'keys', certain: true, separator: '_' };
    case 'key__key':
      return { kind: 'keys', certain: true, separator: '__' };
    case '_':
    case '__':
      return { kind: 'pair', separator: inner };
    default:
      return { kind: 'any' };
  }
}

/** The path of a key of the object at a path; the row itself is at ''. */
export function joinKey(parent: string, key: string): string {
  const isPlain = key !== '' && !/[.[\]{}"]/.test(key);
  if (!isPlain) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** The path of what the braces stand for: `{}`, `{key}`, `{key?}`. */
export function joinMark(parent: string, mark: string): string {
  return parent === '' ? mark : `${parent}.${mark}`;
}
