import { namesModel } from './keys.js';
import type { SourceKind } from './source-kind.js';

/** A place where the text may name a model. */
export interface FoundName {
  /** Without the prefix `openrouter/` that some libraries take. */
  readonly slug: string;
  readonly start: number;
  /** After its last character. */
  readonly end: number;
  /**
   * `whole`: a value of its own, or a member of a list in quotes. `word`: a word of its own where values need no quotes.
   * `within`: a part of other text.
   */
  readonly standing: 'whole' | 'word' | 'within';
  /** Whether it is assigned to something that is called a model. */
  readonly isModel: () => boolean;
}

/** `author/name`, perhaps with variants and a preset, and with the prefix of a library before it. JSON may write `\/`. */
const candidates =
  /(?<![\w./@$#%}]|\w-)(?<prefix>openrouter(?:\\?\/|:))?(?<slug>(?:~|@(?=preset\/))?(?<author>[A-Za-z0-9][\w.-]*)\\?\/[A-Za-z0-9][\w.-]*(?::[A-Za-z0-9][\w.-]*)*(?:@preset\/[\w.-]+)?)/g;

/** Then it is a path, a package or a pattern. */
const goesOn = /^(?:\\?[/@]|[#*$%+(])/;

/** Finds what is written `author/name`, and is by an author of the catalog or is assigned to something called a model. */
export function* findNames(
  text: string,
  kind: SourceKind,
  authors: ReadonlySet<string>,
): Generator<FoundName> {
  for (const { index, groups } of text.matchAll(candidates)) {
    const { prefix = '', slug: written = '', author: named = '' } = groups ?? {};
    // The letter of `\n` belongs to no name.
    const escaped = text[index - 1] === '\\' && !authors.has(named) ? 1 : 0;
    const trimmed = written.replace(/[.:-]+$/, '');
    const start = index + prefix.length + escaped;
    const end = index + prefix.length + trimmed.length;
    if (goesOn.test(text.slice(end, end + 2))) continue;
    const slug = trimmed.slice(escaped).replace('\\/', '/');
    const author = slug.includes('@preset/') ? 'openrouter' : named.slice(escaped);
    const outerStart = index + escaped;
    const standing = standingOf(text, outerStart, end, kind);
    const isModel = (): boolean => namesModel(text, outerStart);
    if (authors.has(author) || (standing !== 'within' && !isFile(slug) && isModel()))
      yield { slug, start, end, standing, isModel };
  }
}

/** As far as the neighbours of a name are looked at to each side. */
const reach = 200;

function standingOf(text: string, start: number, end: number, kind: SourceKind): FoundName['standing'] {
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  // Between quotes, alone or with other names.
  const beginsValue = /(?:["'`]|[\w.-]\/[\w.:@-]{1,100}[\s,;|])[\s,;|]{0,40}$/.test(before);
  if (beginsValue && /^[\s,;|]{0,40}(?:\\{0,3}["'`]|[\s,;|]~?[\w.-]{1,100}\/)/.test(after)) return 'whole';
  if (!kind.bare || !/[\s=:,[({<|;"'-]$|^$/.test(before) || !/^(?:[\s,\])}>;|&"'#]|$)/.test(after))
    return 'within';
  // From the sign of assignment, or of a list's item, to the end of the line.
  const isScalar =
    /(?:[:=]|(?:^|[\r\n])[ \t]*-)[ \t]*$/.test(before) && /^[ \t]*(?:#.*)?(?:[\r\n]|$)/.test(after);
  return isScalar ? 'whole' : 'word';
}

const fileName =
  /\.(?:[cm]?[jt]sx?|py|ipynb|json[lc5]?|ya?ml|toml|mdx?|txt|html?|s?css|xml|csv|parquet|sql|sh|go|rs|java|rb|php|proto|graphql|vue|svelte|png|jpe?g|svg|gif|webp|pdf|bin|pth?|onnx|gguf|safetensors|pkl|h5|ckpt|glb|gltf|obj|stl|zip|gz|zst|tar|so|dll|lock|git)$/i;

/** Whether it ends as file names do. */
export function isFile(slug: string): boolean {
  return fileName.test(slug);
}
