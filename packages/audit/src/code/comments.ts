import type { CommentStyle, SourceKind } from './source-kind.js';

/** Says whether a place in the text is in a comment. */
export type IsComment = (index: number) => boolean;

const never: IsComment = () => false;

// What starts with a quote always matches, without backtracking: no text makes this slow. A string without its closing
// quote ends with its line, so that a mistaken one hides nothing beyond.
const strings = String.raw`"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?`;
const tripleStrings = `"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)`;
const templates = '`(?:\\\\[^]|[^\\\\`])*`?';
// After a sign that a value follows, a slash starts a regular expression, where quotes mean nothing.
const expressions = String.raw`(?<=[=(,:[!&|?{};]\s{0,8})\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n]){0,200}\]|[^/\\\r\n[]){1,500}\/`;
const blocks = String.raw`\/\*[^]*?(?:\*\/|$)`;
const toLineEnd = String.raw`[^\r\n]*`;

// `https://` does not start one.
const slashComments = [blocks, `(?<!:)//${toLineEnd}`];
// Within a word a hash is a part of it: `$#`, `${#list}`, `a#b`.
const hashComment = `(?<![^\\s;,)\\]}])#${toLineEnd}`;
const comments: Readonly<Record<Exclude<CommentStyle, 'none'>, readonly string[]>> = {
  slashes: slashComments,
  hash: [hashComment],
  'slashes-and-hash': [...slashComments, hashComment],
  dashes: [`--${toLineEnd}`, blocks],
};

/** Separates comments from code: not as a compiler does, but so that what is doubtful counts as code. */
export function findComments(text: string, { comments: style, tripleQuotes }: SourceKind): IsComment {
  if (style === 'none') return never;
  const skipped = [
    ...(tripleQuotes ? [tripleStrings] : []),
    strings,
    ...(style === 'slashes' ? [templates, expressions] : []),
  ];
  const pattern = new RegExp(`(?<comment>${comments[style].join('|')})|${skipped.join('|')}`, 'g');
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { index, 0: found, groups } of text.matchAll(pattern)) {
    if (groups?.['comment'] === undefined || isUnended(found)) continue;
    starts.push(index);
    ends.push(index + found.length);
  }
  return (at) => at < (ends[lastUpTo(starts, at)] ?? 0);
}

/** A block without an end is no comment: more likely a pattern of files was taken for one. */
function isUnended(comment: string): boolean {
  return comment.startsWith('/*') && !comment.endsWith('*/');
}

/** Index of the last of these ascending numbers that is not larger; -1 if all are larger. */
export function lastUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
