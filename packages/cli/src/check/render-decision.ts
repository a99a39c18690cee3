import type { Decision, JudgedReference, Violation } from '@distillable/core';
import { toPlainText } from '../render/plain-text.js';
import type { Colours } from '../render/table.js';

type Outcome = JudgedReference['outcome'];

/** What is said of a body, for people: a line for the whole, then each reference with its place. */
export function renderDecision(label: string, decision: Decision, colours: Colours): string {
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
export function renderSlugDecision(slug: string, decision: Decision, colours: Colours): string {
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
export function renderAdvice(
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
