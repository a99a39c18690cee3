import type { Finding } from '@distillable/audit';
import type { Decision } from '@distillable/core';
import { openOutputPipe } from '../../output.js';
import type { Session } from '../../session.js';
import { createAnnotations } from '../../terminal/annotations.js';
import { openProgressLine, type ProgressLine } from '../../terminal/progress.js';
import { type Colours, noColours } from '../../terminal/style.js';
import { toSafeJson } from '../../terminal/text.js';
import type { RequestInput, UnreadableInput } from './inputs.js';
import { renderBody, renderSlug } from './render.js';

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

/**
 * The rejected references, as annotations of the file.
 *
 * @param path that of `--request`; undefined for slugs
 */
export function reportAsAnnotations(path: string | undefined): Report {
  const { line: write, summary } = createAnnotations();
  const placeAt = (line: number | null): Finding['place'] =>
    path === undefined || path === '-' ? null : { file: path, line: line ?? 1 };
  return {
    opening: '',
    describe: ({ input, decision: { violations } }) => ({
      stdout: violations
        .map(({ path: pointer, code, message, alternatives }) => {
          const instead = alternatives.length === 0 ? '' : ` Instead: ${alternatives.join(', ')}`;
          const place = placeAt(input.lineAt(pointer));
          const text = `${pointer === '' ? '' : `${pointer}: `}${message}${instead}`;
          return write({ rule: code, level: 'error', message: text, place });
        })
        .join(''),
    }),
    describeUnreadable: ({ line, problem }) => ({
      stdout: write({ rule: 'INPUT_UNREADABLE', level: 'error', message: problem, place: placeAt(line) }),
    }),
    // Only known at the end.
    get closing() {
      return summary();
    },
  };
}
