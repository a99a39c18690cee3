import { basename, extname } from 'node:path';

/** How comments are written. */
export type CommentStyle = 'slashes' | 'hash' | 'slashes-and-hash' | 'dashes' | 'none';

/** What has to be known of a language to distinguish a model's name from a path. */
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
