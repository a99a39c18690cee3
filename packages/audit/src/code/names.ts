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

/** Finds texts like `author/name` with an author of the catalog, or that are assigned to something called a model. */
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

/** How many characters around a name are looked at, to each side. */
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

/** Characters that are looked back through for the key of a list: more than most lists of models take. */
const listReach = 2_000;
/** And for the key of a single value. */
const keyReach = 300;

const quotes = String.raw`[\\"'${'`'}]{0,4}`;
const openingQuotes = new RegExp(`${quotes}$`);
const word = String.raw`[A-Za-z_$][\w$.-]*`;
const sign = String.raw`(?:[?!]?:|:=|=>|[!=]?={1,2}|\?\?=?|\|\|=?|\bor\b|:-|\+=)`;
const type = String.raw`(?::\s{0,4}[\w&'<>[\]., |*;]{1,40}|\s+(?:\[\d*\])?string)?`;

/** `model: `, `"model" = `, `const model: string = `, `process.env.MODEL ?? `, `MODELS = `. */
const assignment = new RegExp(
  `(?<key>${word})${quotes}[\\])]?${type}\\s{0,40}${sign}\\s{0,200}&?\\$?[rfbu]{0,2}$`,
);
/** `"--model", ` and `("MODEL", `. */
const argument = /["'`]-{0,2}(?<key>[\w.-]+)["'`]\s{0,40}(?:,|=>)\s{0,200}$/;
/** `--model ` and `--model=`. */
const flag = /(?<![\w-])--(?<key>[a-z][\w-]*)(?: {1,4}|=)$/;
/** `openrouter(`, `.model(`. */
const call = new RegExp(`(?<key>${word})\\s?\\(\\s{0,200}$`);

/** The text before it in the same list: words with or without quotes, commas, and YAML's dashes. */
const siblings =
  /(?:[-\s"'`\\]{0,40}(?:[\w./@*~](?:[\w./@*~-]|\\\/|:(?=\w)){0,100})?["'`\\]{0,4}\s{0,40}(?:,|[\r\n]\s{0,40}-\s))*[-\s"'`\\]{0,200}$/;
/** The beginning of a list: `[`, `new Set([`, `List.of(`, `[]string{`. */
const list =
  /(?:(?:new\s+)?(?:[\w.:]*(?:Set|List|list|tuple|set|asList|\.of|::from)|vec!|Object\.freeze|\[\]string|%w)\s?(?:<[^<>]{0,40}>)?\s?[[({]{1,2}|\[)\s{0,200}$/;

/** Whether the value that begins at `start` is assigned to something called a model, itself or as a member of a list. */
function namesModel(text: string, start: number): boolean {
  // Code in JSON, such as a notebook's, has its ends of lines as `\n`.
  const before = text.slice(Math.max(0, start - listReach), start).replaceAll(/\\+[nrt]/g, ' ');
  if (!/model|openrouter/i.test(before)) return false;
  const alone = before.slice(-keyReach).replace(openingQuotes, '');
  for (const pattern of [argument, flag, assignment]) {
    const key = pattern.exec(alone)?.groups?.['key'];
    if (key !== undefined) return isModelKey(key);
  }
  const called = list.test(alone) ? undefined : call.exec(alone)?.groups?.['key'];
  if (called !== undefined) return isModelCall(called);
  const head = before.replace(siblings, '').replace(list, '').replace(list, '').slice(-keyReach);
  const key = (assignment.exec(head) ?? argument.exec(head))?.groups?.['key'];
  return key !== undefined && isModelKey(key);
}

/** `model`, `OPENROUTER_MODEL`, `fallbackModels`, `model_name`, `judge-model-id`, `MODEL_FAST` … */
function isModelKey(key: string): boolean {
  const [last = ''] = key.split('.').slice(-1);
  const words = last
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);
  const at = words.findLastIndex((part) => /^(?:models?|modelname|modelid)\d*$/.test(part));
  const following = words[at + 1];
  return (
    at >= 0 &&
    (following === undefined ||
      /^(?:names?|ids?|slugs?|list|default|primary|fallbacks?|fast|smart|small|large|\d+)$/.test(following))
  );
}

/** `openrouter(…)`, `openrouter.chat(…)`, `.model(…)`, `withModel(…)`; not `load_model(…)`, which takes a path. */
function isModelCall(called: string): boolean {
  if (/openrouter(?:\.(?:chat|completion|languageModel|model))?$/i.test(called)) return true;
  return isModelKey(called) && !/load|save|read|write|train|export|import|compile|auto|create/i.test(called);
}
