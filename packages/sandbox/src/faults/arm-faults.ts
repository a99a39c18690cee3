import { SandboxError } from '../catalog/sandbox-error.js';
import { pathBelowRoot, type SandboxRequest } from '../wire/request.js';
import type { Fault } from './fault.js';

/** Faults with the count of how often each is still due. */
export interface ArmedFaults {
  /** The faults that apply to this request; each counts it. */
  take(request: SandboxRequest): readonly Fault[];
}

/**
 * Begins to count.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID` when `times`, or the `bytes` of split writes, is not a positive integer
 */
export function armFaults(faults: readonly Fault[]): ArmedFaults {
  const armed = faults.map((fault) => ({ fault, left: timesOf(fault) }));
  return {
    take(request) {
      const due = armed.filter(({ fault, left }) => left > 0 && matches(fault, request));
      for (const entry of due) entry.left -= 1;
      return due.map(({ fault }) => fault);
    },
  };
}

function timesOf(fault: Fault): number {
  // A stream in pieces of no bytes would never end.
  if (fault.kind === 'split-writes') assertPositive(fault.bytes, 'bytes', fault);
  if (fault.times === undefined) return Number.POSITIVE_INFINITY;
  assertPositive(fault.times, 'times', fault);
  return fault.times;
}

function assertPositive(value: number, name: string, { kind }: Fault): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new SandboxError(
    'SANDBOX_OPTION_INVALID',
    `The fault "${kind}" has \`${name}: ${value}\`, which is not a positive integer.`,
  );
}

function matches(fault: Fault, { path, query }: SandboxRequest): boolean {
  if (fault.path !== undefined && fault.path !== pathBelowRoot(path)) return false;
  return Object.entries(fault.query ?? {}).every(([name, value]) => query.get(name) === value);
}
