import type { Decision, JudgedReference, Violation } from '@distillable/core';
import { isPolicyCode } from '../../policy-file.js';
import type { Colours } from '../../terminal/style.js';
import { toPlainText } from '../../terminal/text.js';

/** Where the terms of a reference's model differ from its label. */
function renderConflicts({ terms }: Decision, { model }: JudgedReference, indent: number): readonly string[] {
  const { conflicts = [] } = terms?.models.find((each) => each.model === model) ?? {};
  return conflicts.flatMap(({ code, entry, ifMakerServes }) => {
    // A "no" of the label needs no note on what the terms would permit.
    if (code === 'LABEL_NO_TERMS_ALLOW') return [];
    const where = ifMakerServes ? ', if the maker serves' : '';
    return [`${' '.repeat(indent)}Terms: ${code} (${toPlainText(entry ?? 'none in the table')}${where})`];
  });
}

/** A line for the whole body, then each reference with its place. */
export function renderBody(label: string, decision: Decision, colours: Colours): string {
  const { references, violations, violationCount, changes } = decision;
  const ofReferences = new Set(references.map(({ path, code }) => `${code} ${path}`));
  const others = violations.filter(({ path, code }) => !ofReferences.has(`${code} ${path}`));
  const lines = [
    `${colours.bold(toPlainText(label))}: ${paint(decision.allowed ? 'allowed' : 'refused', colours)}`,
    ...references.flatMap((reference) => [
      `  ${paint(reference.outcome, colours, 8)}  ${renderReference(reference)}`,
      ...renderAdvice(reference, 12),
      ...renderConflicts(decision, reference, 12),
    ]),
    ...others.flatMap((violation) => [
      `  ${paint('refused', colours, 8)}  ${toPlainText(violation.path) || 'the body'}: ${violation.code}`,
      ...renderAdvice(violation, 12),
    ]),
  ];
  if (violationCount > violations.length) {
    lines.push(`  ${colours.dim('reasons ')}  ${violationCount} in all, ${violations.length} are listed`);
  }
  if (changes.length > 0) {
    const list = changes.map(({ op, path }) => `${op} ${toPlainText(path)}`).join(', ');
    lines.push(`  ${colours.dim('changes ')}  ${list}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** The one reference of a slug, without its place. */
export function renderSlug(slug: string, decision: Decision, colours: Colours): string {
  const [reference] = decision.references;
  const isPlain = reference?.requested === slug && decision.references.length === 1;
  if (!isPlain || decision.violations.some(({ code }) => code !== reference.code)) {
    return renderBody(slug, decision, colours);
  }
  const lines = [
    `${colours.bold(toPlainText(slug) || '""')}: ${paint(reference.outcome, colours)} (${describeVerdict(reference)})`,
    ...renderAdvice(reference, 2),
    ...renderConflicts(decision, reference, 2),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function renderReference({ path, role, requested, verdict, code }: JudgedReference): string {
  const name = requested === null ? '' : ` ${toPlainText(requested) || '""'}`;
  return `${toPlainText(path)} (${role})${name}: ${describeVerdict({ verdict, code })}`;
}

/** Codes that say no more than the verdict. */
const plainCodes: Readonly<Record<JudgedReference['verdict'], string>> = {
  distillable: 'DISTILLABLE',
  'not-distillable': 'NOT_DISTILLABLE',
  unknown: 'UNKNOWN_MODEL',
  dynamic: '',
};

/** The verdict, and the code where it says more. */
export function describeVerdict({ verdict, code }: Pick<JudgedReference, 'verdict' | 'code'>): string {
  // The policy's reason goes first: "rejected (distillable)" would look like a contradiction.
  if (isPolicyCode(code)) return `${code}; its label: ${verdict}`;
  return plainCodes[verdict] === code ? verdict : `${verdict}, ${code}`;
}

/** The message, and what to use instead. */
export function renderAdvice(
  { message, alternatives }: Pick<Violation, 'message' | 'alternatives'>,
  indent: number,
): readonly string[] {
  const space = ' '.repeat(indent);
  const lines = [`${space}${toPlainText(message)}`];
  if (alternatives.length > 0) lines.push(`${space}Instead: ${alternatives.map(toPlainText).join(', ')}`);
  return lines;
}

const outcomeWords: Readonly<Record<JudgedReference['outcome'], string>> = {
  allowed: 'allowed',
  dropped: 'dropped',
  refused: 'rejected',
};

/** @param width the word is filled up with spaces to this many characters */
function paint(outcome: JudgedReference['outcome'], colours: Colours, width = 0): string {
  const colour = { allowed: colours.green, dropped: colours.yellow, refused: colours.red }[outcome];
  const word = outcomeWords[outcome];
  return colour(word) + ' '.repeat(Math.max(0, width - word.length));
}
