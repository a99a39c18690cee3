import { lastUpTo } from './find-comments.js';
import { findKey, type Key } from './find-key.js';
import type { SourceKind } from './source-kind.js';

/** How a name stands in the text: a whole value, a word of its own where values need no quotes, or in the midst of text. */
export type Standing = 'whole' | 'word' | 'within';

/** A place where the text may name a model. */
export interface FoundName {
  /** Without the prefix `openrouter/` that some libraries take. */
  readonly slug: string;
  readonly start: number;
  /** After its last character. */
  readonly end: number;
  readonly standing: Standing;
  readonly key: Key;
}

const part = /[A-Za-z0-9_.-]/;
const partCodes = asciiOf(part);

/** By code: asked of every character, an expression would be slow. */
function asciiOf(pattern: RegExp): readonly boolean[] {
  return Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));
}

const longestAuthor = 100;
const namePattern = /[A-Za-z0-9][\w.-]*(?::[A-Za-z0-9][\w.-]*)?(?:@preset\/[\w.-]+)?/y;

/** How far before a value a key may stand. */
const keyReach = 2_000;

/** Finds what is written `author/name`, and is by an author of the catalog or stands where models are named. */
export function* findNames(
  text: string,
  kind: SourceKind,
  authors: ReadonlySet<string>,
): Generator<FoundName> {
  const isNearKey = createNearKey(text);
  for (let slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
    const token = readToken(text, slash, authors);
    if (token === null) continue;
    const { slug, start, outerStart, end, author } = token;
    const isByKnownAuthor = authors.has(author);
    if (!isByKnownAuthor && !isNearKey(outerStart)) continue;
    const standing = standingOf(text, outerStart, end, kind, isByKnownAuthor);
    if (!isByKnownAuthor && standing === 'within') continue;
    const key = isNearKey(outerStart) ? findKey(text, outerStart, kind.bare) : null;
    if (!isByKnownAuthor && (key !== 'names-model' || isFile(slug))) continue;
    yield { slug, start, end, standing, key };
    slash = Math.max(slash, end - 1);
  }
}

/** Most text has no such word anywhere near: looking for a key costs more than asking that first. */
function createNearKey(text: string): (index: number) => boolean {
  let places: readonly number[] | null = null;
  return (index) => {
    places ??= Array.from(text.matchAll(/model|openrouter/gi), (match) => match.index);
    const nearest = places[lastUpTo(places, index)];
    return nearest !== undefined && index - nearest < keyReach;
  };
}

/** What is written around a slash. */
interface Token {
  readonly slug: string;
  readonly author: string;
  readonly start: number;
  /** Where the value begins, with the prefix. */
  readonly outerStart: number;
  readonly end: number;
}

function readToken(text: string, slash: number, authors: ReadonlySet<string>): Token | null {
  // JSON may write `\/`.
  const authorEnd = text[slash - 1] === '\\' ? slash - 1 : slash;
  let start = authorEnd;
  while (authorEnd - start < longestAuthor && partCodes[text.charCodeAt(start - 1)] === true) start -= 1;
  if (start === authorEnd) return null;
  namePattern.lastIndex = slash + 1;
  const found = namePattern.exec(text)?.[0].replace(/[.:-]+$/, '');
  if (found === undefined) return null;
  const end = slash + 1 + found.length;
  if (/^(?:\\?[/@]|[#*$%+(])/.test(text.slice(end, end + 2))) return null;
  // The letter of `\n` belongs to no name.
  if (text[start - 1] === '\\' && !authors.has(text.slice(start, authorEnd))) start += 1;
  // `${MODEL:-openai/gpt-5}`: names begin with a letter or a digit.
  while ('-._'.includes(text[start] ?? '/')) start += 1;
  const author = text.slice(start, authorEnd);
  if (author === '' || start > authorEnd) return null;
  const mark = text[start - 1] ?? '';
  if (mark === '~' || (mark === '@' && author === 'preset')) start -= 1;
  const outerStart = start - prefixLength(text, start);
  if (/[/@$#%}]/.test(text[outerStart - 1] ?? '')) return null;
  const slug = `${mark === '~' || mark === '@' ? mark : ''}${author}/${found}`;
  return { slug, author: slug.startsWith('@') ? 'openrouter' : author, start, outerStart, end };
}

/** Length of `openrouter/` or `openrouter:` before a slug, as libraries for several gateways write it; else 0. */
function prefixLength(text: string, start: number): number {
  return (
    /(?<![\w./@-])openrouter(?:\\?\/|:)$/.exec(text.slice(Math.max(0, start - 13), start))?.[0].length ?? 0
  );
}

function standingOf(
  text: string,
  start: number,
  end: number,
  kind: SourceKind,
  mayBeListed: boolean,
): Standing {
  const before = text[start - 1] ?? '\n';
  const after = /^\\*(.?)/s.exec(text.slice(end, end + 4))?.[1] || '\n';
  if (isQuote(before) && before === after) return 'whole';
  if (mayBeListed && isInQuotedList(text, start, end)) return 'whole';
  if (!kind.bare || !/[\s=:,[({<|;"'-]/.test(before) || !/[\s,\])}>;|&"'#]/.test(after)) return 'within';
  return isWholeScalar(text, start, end) ? 'whole' : 'word';
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** As far as a list between quotes is looked at to each side: a longer one that is a list up to there is one. */
const listReach = 500;
const listCodes = asciiOf(/[\w./~:@,;| -]/);

/** `"openai/gpt-5, qwen/qwen3-max"`: nothing else between the quotes. */
function isInQuotedList(text: string, start: number, end: number): boolean {
  let [from, to] = [start, end];
  while (start - from < listReach && listCodes[text.charCodeAt(from - 1)] === true) from -= 1;
  while (to - end < listReach && listCodes[text.charCodeAt(to)] === true) to += 1;
  const [isCutBefore, isCutAfter] = [start - from === listReach, to - end === listReach];
  const [opening = '', closing = ''] = [text[from - 1], text[to]];
  if (!(isCutBefore || isQuote(opening)) || !(isCutAfter || isQuote(closing))) return false;
  if (!isCutBefore && !isCutAfter && opening !== closing) return false;
  const words = text.slice(from, to).split(/[\s,;|]+/);
  const whole = words.slice(isCutBefore ? 1 : 0, isCutAfter ? -1 : undefined);
  return whole.every((word) => word === '' || /^~?[\w.-]+\/[\w.:@/-]+$/.test(word));
}

/** Without quotes, from the sign of assignment (or of a list's item) to the end of the line. */
function isWholeScalar(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  return (
    /(?:[:=]|^\s*-)\s*$/m.test(before.slice(before.lastIndexOf('\n') + 1)) &&
    /^[ \t]*(?:#.*)?(?:[\r\n]|$)/.test(text.slice(end, end + 200))
  );
}

const fileName =
  /\.(?:[cm]?[jt]sx?|py|ipynb|json[lc5]?|ya?ml|toml|mdx?|txt|html?|s?css|xml|csv|parquet|sql|sh|go|rs|java|rb|php|proto|graphql|vue|svelte|png|jpe?g|svg|gif|webp|pdf|bin|pth?|onnx|gguf|safetensors|pkl|h5|ckpt|glb|gltf|obj|stl|zip|gz|zst|tar|so|dll|lock|git)$/i;

/** Whether it ends as file names do. */
export function isFile(slug: string): boolean {
  return fileName.test(slug);
}
