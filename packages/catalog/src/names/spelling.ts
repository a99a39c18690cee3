/** A name without its prefixes, taken apart. In lower case. */
export interface Spelling {
  /** The part before the slash; null if there is none. */
  readonly organisation: string | null;
  readonly tail: string;
}

export function takeApart(text: string): Spelling {
  const slash = text.lastIndexOf('/');
  // A slash in prose does not separate an author: `GPT-4 (03/14)`.
  return slash < 0 || /[\s(]/.test(text.slice(0, slash))
    ? { organisation: null, tail: text }
    : { organisation: text.slice(0, slash), tail: text.slice(slash + 1) };
}

/** Parts of a date are joined, so that `2025-01-31` and `20250131` are the same. */
function withJoinedDates(tail: string): string {
  return tail.replace(/(20\d\d)[-_.](\d\d)[-_.](\d\d)(?!\d)/g, '$1$2$3');
}

/** The same for names that differ only by separators. A separator between two digits counts, but not which one it is. */
export function squeezed(tail: string): string {
  return withJoinedDates(tail)
    .replace(/(?<=\d)[-_. @]+(?=\d)/g, '.')
    .replace(/(?<!\d)[-_ @.]+|[-_ @.]+(?!\d)/g, '');
}

/** The words of a name, split between letters and a version too: `llama3.1-8b` has `llama`, `3.1` and `8b`. */
export function wordsOf(tail: string): readonly string[] {
  return withJoinedDates(tail)
    .replace(/(?<=\d)[-_ ](?=\d(?:$|[-_ @]))/g, '.')
    .replace(/(?<=[a-z]{2})(?=\d)/g, ' ')
    .split(/[-_ @/]+/)
    .filter((word) => word !== '');
}

/** The same for names that have the same words in another order. */
export function sortedWords(tail: string): string {
  return wordsOf(tail).toSorted().join(' ');
}

/**
 * A shorter form of a name, and what it has in common with the full one: the same weights, the same weights unless the
 * maker itself has such names, or only the same maker.
 */
export interface Shortened {
  readonly tail: string;
  readonly means: 'same-weights' | 'same-if-open' | 'same-maker';
}

/** Families that no one else can tune, because their weights are not public. */
export const closedFamilies: RegExp = /^(?:claude|chatgpt|gpt|gemini|grok|nova|sonar)(?![a-z])/;

const packed =
  /:\d$|[-_. ](?:awq|gptq|gguf|ggml|exl2|fp8(?:-dynamic)?|nvfp4|mxfp4|fp16|bf16|int[48]|w4a16|w8a8|w8a16|[48]-?bit|bnb|mlx|hf|i?q\d(?:_[0-9a-z]+)*|batch|vllm|turbomind|lmdeploy|novita|together|fireworks|groq|deepinfra|bedrock|azure|openrouter|cerebras|sambanova|hyperbolic|nebius)$/;
const served = /[-_ ](?:turbo|lite|tput|fast|free|reference|tee|versatile|instant|maas)$/;
/** Only models with open weights are named like this, and their makers don't use the words in `served` after it. */
const openBuild = /(?:-(?:instruct|chat|it)(?:-\d{4})?|\d+b(?:-a\d+b)?(?:-fp8)?)$/;
const settings =
  /[-_ ,:.]+(?:(?:extended-|adaptive-)?thinking(?:-(?:\d+k?|enabled|low|medium|high|max))?|(?:x?high|low|medium|minimal|max|no|none)(?:[- ](?:reasoning|thinking|effort|reasoning[- ]effort))*|extended|effort|(?:non|hide)?-?reasoning|reasoner|\d+k|ft|safety-block-none)$/;
/** More words that say nothing about weights that are open to all. */
const calls = /[-_ ,:]+(?:thinking-(?:disabled|enabled)|(?:no|non)-?think(?:ing)?|fc|main)$/;
const month = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*';
const builds = new RegExp(
  `(?:[-@_. ]+(?:20\\d\\d[-.]?\\d\\d[-.]?\\d\\d|\\d\\d[-/.]\\d\\d(?:-20\\d\\d|[-.]\\d\\d)?|\\d{4}|00\\d|v0\\.\\d|latest|default|preview|exp|experimental|beta|api|base|pt|2[3-6]\\d{4}|${month} 20\\d\\d))$`,
);

/** In plain words: without brackets, and without short forms for words. */
function inWords(tail: string): string {
  return tail
    .replace(/[([]([^()[\]]*)[)\]]/g, ' $1')
    .replace(/(?<=[a-z])\+(?![a-z0-9])/g, '-plus')
    .replace(/-inst$/, '-instruct')
    .replace(/^(claude|gpt|llama|qwen|gemini|grok|glm)([-_ ]?)(\d)(\d)(?![\db.])/, '$1$2$3.$4')
    .trim();
}

/** Other ways to write the same: month and year, and a version that is the only one. */
function respelled(tail: string): readonly string[] {
  const dated = tail
    .replace(/(?<=[- ])(2[3-6])[./](0[1-9]|1[0-2])$/, '$1$2')
    .replace(/(?<=[- ])(0[1-9]|1[0-2])-(2[3-6])$/, '$1-20$2');
  const isUnnumbered = /^[a-z]+(?:[-_ ][a-z0-9]{1,8}){1,2}$/.test(tail);
  return [...(dated === tail ? [] : [dated]), ...(isUnnumbered ? [`${tail}-v1`] : [])];
}

/**
 * Shorter forms, nearest first: without quantisation and format, without what a host appends, as one of Ollama's tags
 * means it; then without settings, dates and builds.
 */
export function shortenedForms(tail: string, isHosted: boolean): readonly Shortened[] {
  const plain = inWords(tail);
  const weights = withoutServing(plain, isHosted).flatMap(({ tail: form, means }) => [
    ...(form === tail ? [] : [{ tail: form, means }]),
    ...[...ollamaForms(form), ...respelled(form)].map((same): Shortened => ({ tail: same, means })),
  ]);
  const closed = closedForms(tail, plain);
  const makers = new Set([
    ...closed,
    ...[plain, ...weights.map((form) => form.tail), ...closed].flatMap(withoutBuild),
  ]);
  return [...weights, ...[...makers].map((form): Shortened => ({ tail: form, means: 'same-maker' }))];
}

/** If no one else can tune a model, text in brackets or after a date can't make another model of it. */
function closedForms(tail: string, plain: string): readonly string[] {
  if (!closedFamilies.test(tail) || tunes.test(tail)) return [];
  const [, bracketed] = /^([^([]*\d[^([]*?) *[([]/.exec(tail) ?? [];
  const [, dated] = /^(.*(?:20\d\d-?\d\d-?\d\d|-\d{4}))[-_ ].+$/.exec(plain) ?? [];
  return [bracketed, dated].filter((form) => form !== undefined);
}

/** Words of models that were trained on the text of a closed one. */
const tunes = /\d+b\b|distil|tuned|llama|qwen|mistral|alpaca|vicuna/;

/** At most this many suffixes are taken away: no name has more. */
const maxSuffixes = 6;

function withoutServing(tail: string, isHosted: boolean): readonly Shortened[] {
  let last: Shortened = { tail, means: 'same-weights' };
  const forms = [last];
  for (let count = 0; count < maxSuffixes; count += 1) {
    const unpacked = last.tail.replace(packed, '');
    const bare = unpacked.replace(served, '');
    if (unpacked !== last.tail) last = { ...last, tail: unpacked };
    else if (bare !== unpacked && openBuild.test(bare)) last = { ...last, tail: bare };
    else if (bare !== unpacked && isHosted) last = { tail: bare, means: 'same-if-open' };
    else break;
    forms.push(last);
  }
  return forms;
}

/** Tags of Ollama: a size alone is the instruct build. */
function ollamaForms(form: string): readonly string[] {
  const [, name = '', size = '', rest = ''] =
    /^([^:]+):((?:\d+x)?\d+(?:\.\d+)?b(?:-a\d+b)?)(-[a-z0-9.-]+)?$/.exec(form) ?? [];
  if (name === '') return [];
  const sized = `${name}-${size}`;
  return rest === ''
    ? [...['-instruct', '-chat', '-it'].map((build) => sized + build), sized]
    : [sized + rest];
}

function withoutBuild(tail: string): readonly string[] {
  const forms: string[] = [];
  let form = tail.replace(/:(?:latest|[a-z]?\d[a-z0-9._-]*)$/, '');
  if (form !== tail) forms.push(form);
  for (let count = 0; count < maxSuffixes; count += 1) {
    const called = form.replace(calls, '');
    const unset = called.replace(settings, '');
    // Weights that are open to all may have been tuned to think.
    const next = (openBuild.test(unset) ? called : unset).replace(builds, '');
    if (next === form || next === '') break;
    forms.push(next);
    form = next;
  }
  return forms;
}
