import type { Decision, JudgedReference, Violation } from '@distillable/core';
import { catalogFacts } from '../../sources/catalog-facts.js';
import type { CatalogView } from '../../sources/with-catalog.js';
import { type Colours, noColours } from '../../terminal/table.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import type { RequestInput, UnreadableInput } from './inputs.js';
import type { Grade, Judge } from './judge.js';

/** A body with its decision. */
export interface Judged {
  readonly input: RequestInput;
  readonly decision: Decision;
  readonly grade: Grade;
}

/** What is printed for one body; either may be empty. */
export interface Told {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** How the results are printed: piece by piece, so that nothing has to be held. */
export interface Report {
  readonly opening: string;
  readonly tell: (judged: Judged) => Told | Promise<Told>;
  /** A line that can't be read; what is wrong with it is told on stderr besides. */
  readonly tellUnreadable: (input: UnreadableInput) => Told;
  readonly closing: string;
}

/** The decision; of several, an array with a decision a line, each with its line in a JSONL. */
export function reportAsJson(several: boolean): Report {
  if (!several) {
    return {
      opening: '',
      tell: ({ decision }) => ({ stdout: `${toSafeJson(decision, 2)}\n` }),
      tellUnreadable: () => ({}),
      closing: '',
    };
  }
  const separate = separator();
  return {
    opening: '[',
    tell: ({ input: { line, customId }, decision }) => {
      const names = { ...(line === null ? {} : { line }), ...(customId === null ? {} : { customId }) };
      return { stdout: separate() + toSafeJson({ ...names, ...decision }) };
    },
    tellUnreadable: ({ line, problem }) => ({
      stdout: separate() + toSafeJson({ line, error: { code: 'INPUT_UNREADABLE', message: problem } }),
    }),
    closing: '\n]\n',
  };
}

/** What to print before each element of an array. */
export function separator(): () => string {
  let isFirst = true;
  return () => {
    const text = isFirst ? '\n' : ',\n';
    isFirst = false;
    return text;
  };
}

/** How much is told. */
export interface TextOptions {
  readonly colours: Colours;
  readonly isSlugs: boolean;
  readonly verbose: boolean;
}

/** Verdicts for people. Of a line of a JSONL that passes with all its references, only `verbose` tells. */
export function reportAsText({ colours, isSlugs, verbose }: TextOptions): Report {
  const render = isSlugs ? renderSlugDecision : renderDecision;
  return {
    opening: '',
    tell: ({ input, decision }) =>
      input.line === null || verbose || !passesWhole(decision)
        ? { stdout: render(input.label, decision, colours) }
        : {},
    tellUnreadable: () => ({}),
    closing: '',
  };
}

function passesWhole({ allowed, references }: Judged['decision']): boolean {
  return allowed && references.every(({ outcome }) => outcome === 'allowed');
}

/** What a report of changes is made with. */
interface ChangesOptions {
  /** Judges by the older list. */
  readonly judgeThen: Judge;
  /** Hears of every reference that is lost. */
  readonly onLost: () => void;
}

/** What was allowed then and is not now, for people. */
export function reportChangesAsText(options: ChangesOptions, colours: Colours): Report {
  return {
    opening: '',
    tell: async (judged) => {
      const lost = await findLostOf(judged, options);
      return { stdout: lost.map((each) => renderLost(judged.input.label, each, colours)).join('') };
    },
    tellUnreadable: () => ({}),
    closing: '',
  };
}

/** The same as JSON. */
export function reportChangesAsJson(
  options: ChangesOptions,
  since: CatalogView,
  current: CatalogView,
): Report {
  const separate = separator();
  return {
    opening: `{"since":${toSafeJson(catalogFacts(since))},"catalog":${toSafeJson(catalogFacts(current))},"changed":[`,
    tell: async (judged) => {
      const { line, customId } = judged.input;
      const names = { ...(line === null ? {} : { line }), ...(customId === null ? {} : { customId }) };
      const lost = await findLostOf(judged, options);
      const entries = lost.map(
        ({ before, after: { path, role, requested, verdict, outcome, code, message, alternatives } }) => ({
          ...names,
          ...{ path, role, requested },
          before: { verdict: before.verdict, code: before.code },
          after: { verdict, outcome, code, message, alternatives },
        }),
      );
      return { stdout: entries.map((entry) => separate() + toSafeJson(entry)).join('') };
    },
    tellUnreadable: () => ({}),
    closing: '\n]}\n',
  };
}

async function findLostOf(
  { input, decision }: Judged,
  { judgeThen, onLost }: ChangesOptions,
): Promise<readonly LostReference[]> {
  const lost = findLost(await judgeThen(input), decision);
  for (const _ of lost) onLost();
  return lost;
}

function renderLost(label: string, { before, after }: LostReference, colours: Colours): string {
  const place = after.requested === label ? '' : ` ${toPlainText(after.path)} (${after.role})`;
  const name = after.requested === null || place === '' ? '' : ` ${toPlainText(after.requested)}`;
  const verdicts = `${before.verdict}, ${before.code} → ${after.verdict}, ${after.code}`;
  const lines = [
    `${colours.bold(toPlainText(label))}${place}${name}: ${verdicts}`,
    ...renderAdvice(after, 2),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Prints the guarded bodies alone, one a line; of one that is refused, nothing but the reasons, on stderr. */
export function reportGuardedBodies(): Report {
  return {
    opening: '',
    tell: ({ input, decision }) =>
      decision.request === null
        ? { stderr: renderDecision(input.label, decision, noColours) }
        : { stdout: `${toSafeJson(input.enclose(decision.request))}\n` },
    tellUnreadable: () => ({}),
    closing: '',
  };
}

type Outcome = JudgedReference['outcome'];

/** What is said of a body, for people: a line for the whole, then each reference with its place. */
function renderDecision(label: string, decision: Decision, colours: Colours): string {
  const { references, violations, changes } = decision;
  const ofReferences = new Set(references.map(({ path, code }) => `${code} ${path}`));
  const others = violations.filter(({ path, code }) => !ofReferences.has(`${code} ${path}`));
  const lines = [
    `${colours.bold(toPlainText(label))}: ${paint(decision.allowed ? 'allowed' : 'refused', colours)}`,
    ...references.flatMap((reference) => [
      `  ${paint(reference.outcome, colours)}  ${renderReference(reference)}`,
      ...renderAdvice(reference, 11),
    ]),
    ...others.flatMap((violation) => [
      `  ${paint('refused', colours)}  ${toPlainText(violation.path) || 'the whole'}: ${violation.code}`,
      ...renderAdvice(violation, 11),
    ]),
  ];
  if (changes.length > 0) {
    const told = changes.map(({ op, path }) => `${op} ${toPlainText(path)}`).join(', ');
    lines.push(`  ${colours.dim('changes')}  ${told}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** What is said of a slug, for people: its one reference, without the place. */
function renderSlugDecision(slug: string, decision: Decision, colours: Colours): string {
  const [reference] = decision.references;
  const isPlain = reference?.requested === slug && decision.references.length === 1;
  if (!isPlain || decision.violations.some(({ code }) => code !== reference.code)) {
    return renderDecision(slug, decision, colours);
  }
  const { outcome, verdict, code } = reference;
  const lines = [
    `${colours.bold(toPlainText(slug) || '""')}: ${paint(outcome, colours)} (${verdict}, ${code})`,
    ...renderAdvice(reference, 2),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function renderReference({ path, role, requested, verdict, code }: JudgedReference): string {
  const name = requested === null ? '' : ` ${toPlainText(requested) || '""'}`;
  return `${toPlainText(path)} (${role})${name}: ${verdict}, ${code}`;
}

/** The message, and what to use instead. */
function renderAdvice(
  { message, alternatives }: Pick<Violation, 'message' | 'alternatives'>,
  indent: number,
): readonly string[] {
  const space = ' '.repeat(indent);
  const told = [`${space}${toPlainText(message)}`];
  if (alternatives.length > 0) told.push(`${space}Instead: ${alternatives.map(toPlainText).join(', ')}`);
  return told;
}

function paint(outcome: Outcome, colours: Colours): string {
  const colour = { allowed: colours.green, dropped: colours.yellow, refused: colours.red }[outcome];
  return colour(outcome);
}

/** A reference that was allowed then and is not now. */
interface LostReference {
  readonly before: JudgedReference;
  readonly after: JudgedReference;
}

/** Compares two decisions on one body: its references are the same, and only what is said of them may differ. */
function findLost(older: Decision, newer: Decision): readonly LostReference[] {
  return newer.references.flatMap((after, index) => {
    const before = older.references[index];
    const isLost = before?.outcome === 'allowed' && after.outcome !== 'allowed';
    return isLost ? [{ before, after }] : [];
  });
}
