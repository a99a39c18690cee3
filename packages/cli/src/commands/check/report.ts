import type { Decision, JudgedReference, Violation } from '@distillable/core';
import { openOutputPipe } from '../../output.js';
import { isPolicyCode } from '../../policy-file.js';
import type { Session } from '../../session.js';
import { openProgressLine, type ProgressLine } from '../../terminal/progress.js';
import { type Colours, noColours } from '../../terminal/style.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import type { RequestInput, UnreadableInput } from './inputs.js';

/** A body with its decision. */
export interface JudgedInput {
  readonly input: RequestInput;
  readonly decision: Decision;
}

/** The output for one body; either part may be missing. */
export interface Printed {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** How the results are printed: piece by piece, so that nothing is held. */
export interface Report {
  readonly opening: string;
  readonly describe: (judged: JudgedInput) => Printed | Promise<Printed>;
  /** Something that can't be read; the problem itself is printed on stderr anyway. */
  readonly describeUnreadable: (input: UnreadableInput) => Printed;
  readonly closing: string;
}

const nothing = (): Printed => ({});

/** Prints the pieces of a report, above a line that shows how far the input is read. */
export interface Printer {
  /** Whether the reader of stdout has gone. */
  readonly isClosed: () => boolean;
  readonly print: (piece: Printed) => Promise<void>;
  readonly progress: ProgressLine['update'];
  /** Prints the end of the report. */
  readonly end: () => Promise<void>;
}

export function openPrinter(session: Session, report: Report): Printer {
  const [stdout, stderr] = [openOutputPipe(session.io.stdout), openOutputPipe(session.io.stderr)];
  const line = openProgressLine(session);
  let unprinted = report.opening;
  return {
    isClosed: stdout.isClosed,
    async print(piece) {
      const text = unprinted + (piece.stdout ?? '');
      unprinted = '';
      if (text === '' && piece.stderr === undefined) return;
      line.clear();
      await stdout.write(text);
      await stderr.write(piece.stderr ?? '');
    },
    progress: line.update,
    async end() {
      line.clear();
      await stdout.write(unprinted + report.closing);
    },
  };
}

/** The decision; of several, an array with a decision on each line, which names its line of a JSONL. */
export function reportAsJson(several: boolean): Report {
  if (!several) {
    return {
      opening: '',
      describe: ({ decision }) => ({ stdout: `${toSafeJson(decision, 2)}\n` }),
      describeUnreadable: nothing,
      closing: '',
    };
  }
  const separate = createSeparator();
  return {
    opening: '[',
    describe: ({ input, decision }) => ({
      stdout: separate() + toSafeJson({ ...placeInJsonl(input), ...decision }),
    }),
    describeUnreadable: ({ line, problem }) => ({
      stdout: separate() + toSafeJson({ line, error: { code: 'INPUT_UNREADABLE', message: problem } }),
    }),
    closing: '\n]\n',
  };
}

/** The line of a body, and its name in a batch file, if it has them. */
export function placeInJsonl({ line, customId }: RequestInput): { line?: number; customId?: string } {
  return { ...(line === null ? {} : { line }), ...(customId === null ? {} : { customId }) };
}

/** The text before each element of an array. */
export function createSeparator(): () => string {
  let isFirst = true;
  return () => {
    const text = isFirst ? '\n' : ',\n';
    isFirst = false;
    return text;
  };
}

/** How much is printed. */
export interface TextOptions {
  readonly colours: Colours;
  readonly isSlugs: boolean;
  readonly verbose: boolean;
}

/** Verdicts for people. A line of a JSONL whose references are all allowed is shown only with `verbose`. */
export function reportAsText({ colours, isSlugs, verbose }: TextOptions): Report {
  const render = isSlugs ? renderSlug : renderBody;
  return {
    opening: '',
    describe: ({ input, decision }) =>
      input.line === null || verbose || !isUnchanged(decision)
        ? { stdout: render(input.label, decision, colours) }
        : {},
    describeUnreadable: nothing,
    closing: '',
  };
}

function isUnchanged({ allowed, references }: Decision): boolean {
  return allowed && references.every(({ outcome }) => outcome === 'allowed');
}

/** The guarded bodies alone, one on each line; of one that is rejected, only the reasons, on stderr. */
export function reportGuardedBodies(): Report {
  return {
    opening: '',
    describe: ({ input, decision }) =>
      decision.request === null
        ? { stderr: renderBody(input.label, decision, noColours) }
        : { stdout: `${toSafeJson(input.enclose(decision.request))}\n` },
    describeUnreadable: nothing,
    closing: '',
  };
}

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
function renderBody(label: string, decision: Decision, colours: Colours): string {
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
function renderSlug(slug: string, decision: Decision, colours: Colours): string {
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
