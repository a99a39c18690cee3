/** A text that may be JSON, by how it starts: an object or a list, or either encoded once more. */
export function startsLikeJson(text: string): boolean {
  const code = text.charCodeAt(0);
  if (code === 123 || code === 91) return true;
  if (code === 34) {
    const next = text.charCodeAt(1);
    return next === 123 || next === 91 || next === 92;
  }
  return code <= 32 && /^\s+["[{]/.test(text);
}

/** After the bracket, JSON and Python go on with one of these; `[INST]` does not. */
const goesOn = /^\s*(?:\{\s*["'}]|\[\s*[["'{\]\d.tfnNTF-])/;

/**
 * The object or list in a text, however often it was encoded; `pairs` of it where it is not JSON, but looks like it: Python
 * writes with single quotes, and logs are cut. Null if it is neither.
 */
export function readJsonText(
  text: string,
): { readonly value: object } | { readonly pairs: TextPairs } | null {
  let current = text;
  for (let level = 0; level < maxEncodings; level += 1) {
    const isText = /^\s*"/.test(current);
    if (!isText && !goesOn.test(current)) return null;
    const value = tryParse(current);
    if (typeof value === 'object' && value !== null) return { value };
    if (typeof value !== 'string') return isText ? null : { pairs: pairsOf(current) };
    current = value;
  }
  return { pairs: { keyed: [], tooDeep: true, texts: [] } };
}

/** More levels than this are not an accident. */
const maxEncodings = 5;

/** The readable parts of a text that is not quite JSON. */
export interface TextPairs {
  readonly keyed: readonly (readonly [key: string, text: string])[];
  /** The items of a list of texts. */
  readonly texts: readonly string[];
  /** It was encoded too often to be read. */
  readonly tooDeep: boolean;
}

const pair = /(['"])([^'"\\]{1,64})\1\s*:\s*(['"])((?:(?!\3)[^\\]|\\.){0,512})\3/g;
const quoted = /(['"])((?:(?!\1)[^\\]|\\.){0,256})\1/g;

function pairsOf(text: string): TextPairs {
  const keyed = [...text.matchAll(pair)].map(([, , key = '', , value = '']) => [key, value] as const);
  const isListOfTexts = keyed.length === 0 && /^\s*\[\s*['"]/.test(text);
  const texts = isListOfTexts ? [...text.matchAll(quoted)].map(([, , item = '']) => item) : [];
  return { keyed, texts, tooDeep: false };
}

/**
 * `JSON.parse`, with null for the numbers that Python writes and JSON has not: NaN and the infinities.
 *
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const replaced = text.replace(stringOrNumber, (match) => (match.startsWith('"') ? match : 'null'));
    if (replaced === text) throw error;
    return JSON.parse(replaced);
  }
}

/** The content of strings stays. */
const stringOrNumber = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

function tryParse(text: string): unknown {
  try {
    return parsePythonJson(text);
  } catch {
    return undefined;
  }
}

/** The response of an API, as a text. The model that it names was served, although the text is in a place for prose. */
export function isApiBody(value: object): boolean {
  return ['choices', 'usage', 'messages', 'candidates', 'content', 'object', 'body'].some((key) =>
    Object.hasOwn(value, key),
  );
}
