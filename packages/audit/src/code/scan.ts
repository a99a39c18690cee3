import type { CatalogSnapshot } from '@distillable/catalog';
import { evaluate, type JudgedReference, type Policy } from '@distillable/core';
import { lastUpTo } from '../numbers.js';
import { type FoundName, findNames, isFile } from './names.js';
import { findComments, type IsComment, type SourceKind } from './source-kind.js';

/** Kinds of findings. API: results are suppressed and counted by these names. */
export type CodeRule = 'not-distillable' | 'unknown' | 'dynamic' | 'denied' | 'not-enforced' | 'unlisted';

/** A place in a source file that names a model, or switches the enforcement off. */
export interface CodeOccurrence {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** After its last character. */
  readonly endColumn: number;
  /** As a request would spell it; null if none is named. */
  readonly model: string | null;
  /** The rule that it breaks; null for a model that may be used. */
  readonly rule: CodeRule | null;
  /** The verdict on the model; null if none is named. */
  readonly verdict: JudgedReference['verdict'] | null;
  /** Why; null if no model is named. */
  readonly code: JudgedReference['code'] | null;
  /** The same for people, with what to do about it. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** The reason that a comment `distillable-ignore` gives, which can be empty; null if there is no such comment. */
  readonly suppressed: string | null;
}

export interface KnownModels {
  readonly judge: JudgeName;
  readonly authors: ReadonlySet<string>;
}

export interface ScannedSource {
  readonly occurrences: readonly CodeOccurrence[];
  /** Names in comments and within other text: not judged. */
  readonly mentions: number;
}

type Place = Pick<CodeOccurrence, 'line' | 'column' | 'endColumn' | 'suppressed'>;
type Described = Omit<CodeOccurrence, keyof Place> & { readonly start: number; readonly end: number };

const flagOff =
  /\b(?<name>enforce_distillable_text|enforceDistillableText)\\{0,3}["'`]?\]?\s{0,40}(?::|=>|=)\s{0,40}["']?false\b/gi;

/** Finds and judges the models that a source names. */
export function scanSource(text: string, kind: SourceKind, { judge, authors }: KnownModels): ScannedSource {
  const found: Described[] = [];
  let mentions = 0;
  let comments: IsComment | null = null;
  const isComment: IsComment = (index) => {
    comments ??= findComments(text, kind);
    return comments(index);
  };
  for (const name of findNames(text, kind, authors)) {
    const judged = judge(name.slug);
    const rule = ruleOf(name, judged, text);
    if (rule === 'none') continue;
    const isMention = name.standing === 'within' && !name.isModel();
    if (isMention || isComment(name.start)) mentions += judged.verdict === 'unknown' ? 0 : 1;
    else found.push(describeName(name, judged, rule));
  }
  for (const { index, groups } of text.matchAll(flagOff)) {
    const end = index + (groups?.['name'] ?? '').length;
    if (!isComment(index)) found.push({ ...switchedOff, start: index, end });
  }
  if (found.length === 0) return { occurrences: [], mentions };
  found.sort((a, b) => a.start - b.start);
  return { occurrences: withPlaces(found, text), mentions };
}

const switchedOff = {
  model: null,
  rule: 'not-enforced',
  verdict: null,
  code: null,
  message:
    'With this flag off, OpenRouter may route to any model. Set it to true, or leave sending to the guard, which does.',
  alternatives: [],
} as const;

/** `none`: nothing says that a model is meant at all. */
function ruleOf(name: FoundName, { rule, code }: JudgedName, text: string): CodeRule | null | 'none' {
  if (code !== 'UNKNOWN_MODEL') return rule;
  // Ids of OpenRouter are in lower case: with capitals, it is more likely a repository of Hugging Face.
  if (name.isModel()) return /[A-Z]/.test(name.slug) ? 'unlisted' : rule;
  return name.standing !== 'whole' || isFile(name.slug) || isElsewhere(text, name.start)
    ? 'none'
    : 'unlisted';
}

/** Modules, images, actions and repositories are named alike. */
function isElsewhere(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return /(?:\b(?:from|import|require|require_once|require_relative|use|include|mock|uses|image|repo|repository|homepage|path|file|url|scope)\b|[\w-]*(?:image|repo|repository|path|file|dir|url))["'`]?\s*[:=(]?\s*["'`]?$/i.test(
    before,
  );
}

function describeName({ slug, start, end }: FoundName, judged: JudgedName, rule: CodeRule | null): Described {
  const { verdict, code, alternatives } = judged;
  const message =
    rule === 'unlisted'
      ? `${JSON.stringify(slug)} reads like a model, but is not in the catalog. Check the spelling.`
      : judged.message;
  return { model: slug, rule, verdict, code, message, alternatives, start, end };
}

function withPlaces(found: readonly Described[], text: string): readonly CodeOccurrence[] {
  const starts = [
    0,
    ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: ending }) => index + ending.length),
  ];
  const lineText = (line: number): string => text.slice(starts[line] ?? 0, starts[line + 1]);
  const lines = found.map(({ start }) => lastUpTo(starts, start));
  const taken = new Set(lines);
  const suppressions = new Map<number, string | null>();
  const suppressionAt = (line: number): string | null => {
    const own = suppressions.get(line);
    if (own !== undefined) return own;
    // A comment beside another name is about that one.
    const reason =
      reasonIn(lineText(line)) ?? (line > 0 && !taken.has(line - 1) ? reasonIn(lineText(line - 1)) : null);
    suppressions.set(line, reason);
    return reason;
  };
  return found.map(({ start, end, ...described }, index) => {
    const line = lines[index] ?? 0;
    const column = start - (starts[line] ?? 0) + 1;
    return {
      line: line + 1,
      column,
      endColumn: column + end - start,
      ...described,
      suppressed: suppressionAt(line),
    };
  });
}

/** `distillable-ignore: reason` after a sign of a comment; null where the line has none. */
function reasonIn(line: string): string | null {
  const match =
    /(?:\/\/|\/\*|#|--|<!--|;|")[^\r\n]{0,200}?\bdistillable-ignore\b(?!-)(?::[ \t]*(?<reason>[^\r\n"]{0,200}?))?[ \t]*(?:\*\/|-->|["\r\n]|$)/.exec(
      line,
    );
  return match === null ? null : (match.groups?.['reason'] ?? '').trim();
}

/** The verdict on a name, wherever it occurs. */
interface JudgedName extends Pick<JudgedReference, 'verdict' | 'code' | 'message' | 'alternatives'> {
  /** Null if it may be used. */
  readonly rule: Exclude<CodeRule, 'not-enforced' | 'unlisted'> | null;
}

type JudgeName = (slug: string) => JudgedName;

/**
 * Judges each name once, as the model of a request. Nothing in a source proves that a request is pruned, so a policy's
 * mode does not count.
 */
export function createNameJudge(snapshot: CatalogSnapshot, policy: Policy): JudgeName {
  const judged = new Map<string, JudgedName>();
  const judge = (slug: string): JudgedName => {
    const [reference] = evaluate({ model: slug }, snapshot, { ...policy, mode: 'reject' }).references;
    if (reference === undefined) throw new TypeError('A request with a model has no reference to it.');
    const { verdict, code, message, alternatives } = reference;
    return { rule: toRule(reference), verdict, code, message, alternatives };
  };
  return (slug) => {
    const known = judged.get(slug) ?? judge(slug);
    judged.set(slug, known);
    return known;
  };
}

function toRule({ outcome, verdict }: JudgedReference): JudgedName['rule'] {
  if (outcome === 'allowed') return null;
  return verdict === 'distillable' ? 'denied' : verdict;
}

/** The authors that any row of the catalog names. */
export function authorsOf(snapshot: CatalogSnapshot): ReadonlySet<string> {
  const slugs = snapshot.models().flatMap(({ slug, canonicalSlug }) => [slug, canonicalSlug]);
  return new Set(
    ['openrouter', ...slugs.map((slug) => slug.replace(/^~/, '').split('/')[0] ?? '')].filter(Boolean),
  );
}
