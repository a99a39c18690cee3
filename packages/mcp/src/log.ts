import { DistillableError } from '@distillable/catalog';
import { toVisible } from './visible.js';

/** Reports a problem to the person who runs the server: on stderr, as stdout carries the protocol alone. */
export type Log = (problem: unknown) => void;

/** What is expected goes into one line; of a bug, where it happened. */
export const logToStderr: Log = (problem) => {
  const text = DistillableError.is(problem) ? `${problem.code}: ${problem.message}` : describeBug(problem);
  process.stderr.write(`distillable-mcp: ${toVisible(text)}\n`);
};

function describeBug(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
