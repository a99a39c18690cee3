import { basename, extname } from 'node:path';
import { lastUpTo } from '../numbers.js';

export type CommentStyle = 'slashes' | 'hash' | 'slashes-and-hash' | 'dashes' | 'none';

/** The facts of a language that distinguish a model's name from a path. */
export interface SourceKind {
  readonly comments: CommentStyle;
  /** Whether `"""` and `'''` start strings of several lines. */
  readonly tripleQuotes: boolean;
  /** Whether values may have no quotes, as in YAML and shells. */
  readonly bare: boolean;
}

const slashes: SourceKind = { comments: 'slashes', tripleQuotes: false, bare: false };
const hash: SourceKind = { comments: 'hash', tripleQuotes: false, bare: false };
const python: SourceKind = { comments: 'hash', tripleQuotes: true, bare: false };
const php: SourceKind = { comments: 'slashes-and-hash', tripleQuotes: false, bare: false };
const dashes: SourceKind = { comments: 'dashes', tripleQuotes: false, bare: false };
const json: SourceKind = { comments: 'none', tripleQuotes: false, bare: false };
const settings: SourceKind = { comments: 'hash', tripleQuotes: false, bare: true };

const kindsByExtension: ReadonlyMap<string, SourceKind> = new Map(
  Object.entries({
    'js mjs cjs jsx ts mts cts tsx vue svelte astro go rs java kt kts scala groovy gradle swift dart':
      slashes,
    'c h cc cpp hpp cs fs fsx m mm zig jsonc json5 proto graphql': slashes,
    'py pyi pyx': python,
    'rb rake ex exs jl r pl pm nix bzl': hash,
    'php tf tfvars hcl': php,
    'lua sql hs': dashes,
    'json ipynb webmanifest': json,
    'yaml yml toml env ini cfg conf properties sh bash zsh fish ps1 mk dockerfile': settings,
  }).flatMap(([extensions, kind]) => extensions.split(' ').map((extension) => [extension, kind] as const)),
);

/** The kind of a source or configuration file by its name; undefined for every other. */
export function findSourceKind(path: string): SourceKind | undefined {
  const name = basename(path).toLowerCase();
  if (/^(?:\.env(?:\..*)?|\.envrc|(?:docker|container)file(?:\..*)?|makefile|procfile|justfile)$/.test(name))
    return settings;
  return kindsByExtension.get(extname(name).slice(1));
}

/** Says whether a place in the text is in a comment. */
export type IsComment = (index: number) => boolean;

const never: IsComment = () => false;

// A text that starts with a quote always matches, without backtracking: no text makes this slow. A string without its closing
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
