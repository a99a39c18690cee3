import type { Identification } from '@distillable/catalog';
import type { JudgedName } from '../judge.js';
import type { RowCode, RowVerdict } from '../row-verdict.js';
import type { Description, Descriptions } from './read-descriptions.js';

/**
 * A model that a file beside the data names: a dataset card, the pipeline that made the data, a description. The file may
 * be wrong, so no row is judged by it.
 */
export interface OutsideModel {
  /** The file; of a dataset on the Hub, its address. */
  readonly file: string;
  /** The first line that names it, from 1. */
  readonly line: number;
  /** As it is spelled there. */
  readonly model: string;
  /** Of the model, by the newest list; `unknown` where the spelling is only close. */
  readonly verdict: Exclude<RowVerdict, 'unnamed'>;
  /** Why. */
  readonly code: RowCode;
  /** The same for people. */
  readonly message: string;
  /** The meaning of the name; null if it is a slug of the list. */
  readonly identified: Identification | null;
}

/** The models that files beside the data name. */
export interface NamedOutside {
  /** Files that were looked at, each to its first 64 KiB. */
  readonly files: readonly string[];
  /** Files that could not be read. */
  readonly unread: readonly {
    /** As it was found. */
    readonly file: string;
    /** Why it could not be read, for people. */
    readonly message: string;
  }[];
  /** Each model once for each file, in the order of the files: the first 1,000. */
  readonly models: readonly OutsideModel[];
  /** What to do about them, for people; null if none is named. */
  readonly advice: string | null;
}

/** How the models of descriptions are judged: by the newest list. */
interface DescriptionJudge {
  /** Null if there is no list. */
  readonly identify: (name: string) => Identification | null;
  readonly judge: (name: string) => JudgedName;
}

/** Finds the models that descriptions name, and judges each once for each file. */
export function judgeDescriptions(
  { read, unread }: Descriptions,
  judge: DescriptionJudge,
): Omit<NamedOutside, 'advice'> {
  return {
    files: read.map(({ file }) => file),
    unread,
    models: read.flatMap((description) => judgeDescription(description, judge)).slice(0, maxModels),
  };
}

/** With more, the files are a list of models rather than the description of one dataset. */
const maxModels = 1_000;

function judgeDescription({ file, text }: Description, parts: DescriptionJudge): readonly OutsideModel[] {
  const first = new Map<string, NameInText>();
  for (const found of scanText(text, (name) => isModel(name, parts)))
    if (!first.has(found.text)) first.set(found.text, found);
  return [...first.values()].map(({ text: model, line }) => {
    const { verdict, code, message, identified } = parts.judge(model);
    return { file, line, model, verdict, code, message, identified };
  });
}

/** The maker alone is enough where the key says that a model is named: in prose, it may be of anything. */
function isModel({ text, isValueOfModel }: NameInText, { identify }: DescriptionJudge): boolean {
  const certainty = identify(text)?.certainty ?? 'none';
  return certainty === 'author-only' ? isValueOfModel : certainty !== 'none';
}

/** A text that may be the name of a model. */
interface NameInText {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether it is the value of a key with the word "model" in it. */
  readonly isValueOfModel: boolean;
}

/** Names are made of at most so many words: "Claude 3.5 Sonnet Thinking". */
const maxWords = 4;
/** Names in texts. Longer ones are not names. */
const maxLength = 128;

/**
 * Looks for names in YAML, JSON and Markdown alike, line by line, without parsing any of them: of words that stand side by
 * side the longest run that is a name. Only texts with a digit, a slash or a hyphen are asked for, since all others may be
 * ordinary words.
 *
 * @param isName asked for every text that may be a name
 */
export function scanText(text: string, isName: (found: NameInText) => boolean): readonly NameInText[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const line = index + 1;
    const values = new Set(valuesOfModel(content));
    const ask = (name: string): NameInText | null => {
      if (name.length > maxLength || !/[\d/-]/.test(name) || !/\p{L}/u.test(name)) return null;
      const found = { text: name, line, isValueOfModel: values.has(name) };
      return isName(found) ? found : null;
    };
    return phrasesOf(content).flatMap((words) => namesOf(words, ask));
  });
}

/** `model_id: a/b`, `"model": "a/b"` */
function valuesOfModel(line: string): readonly string[] {
  const values = line.matchAll(/model[\w.-]{0,40}["']?\s{0,4}[:=]\s{0,4}["']?([^\s"',;}\]]{1,128})/gi);
  return [...values].map(([, value = '']) => value);
}

/** Words with nothing but a space between them, none of which ends a sentence. */
function phrasesOf(line: string): readonly (readonly string[])[] {
  return line
    .split(/["'`()[\]{}<>|,;*=\t]| {2,}/)
    .flatMap((text) => text.split(/[.:!?]+(?= |$)|(?:^| )[^\p{L}\p{N}]+(?= |$)/u))
    .map((phrase) => phrase.split(' ').map(withoutUnderlines).filter(Boolean));
}

/** `_emphasis_` */
function withoutUnderlines(word: string): string {
  return word.replaceAll(/^_+|_+$/g, '');
}

function namesOf(words: readonly string[], ask: (name: string) => NameInText | null): readonly NameInText[] {
  const names: NameInText[] = [];
  for (let start = 0; start < words.length; ) {
    const found = longestAt(words, start, ask);
    if (found !== null) names.push(found.name);
    start += found?.words ?? 1;
  }
  return names;
}

function longestAt(
  words: readonly string[],
  start: number,
  ask: (name: string) => NameInText | null,
): { readonly name: NameInText; readonly words: number } | null {
  for (let count = Math.min(maxWords, words.length - start); count > 0; count -= 1) {
    const name = ask(words.slice(start, start + count).join(' '));
    if (name !== null) return { name, words: count };
  }
  return null;
}
