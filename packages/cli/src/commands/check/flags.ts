import type { ApiShape, Naming, Policy } from '@distillable/core';
import { CommandError } from '../../errors.js';

/** The flags of `check`. */
export interface CheckFlags {
  /** A file, or `-` for stdin. */
  readonly request?: string;
  readonly endpoint?: ApiShape;
  readonly naming?: Naming;
  readonly mode?: NonNullable<Policy['mode']>;
  /** A file. */
  readonly policy?: string;
  readonly printRequest?: boolean;
  /** A file that `snapshot export` wrote. */
  readonly changedSince?: string;
  readonly exitZero?: boolean;
}

/**
 * Refuses flags that make no sense together.
 *
 * @throws CommandError `USAGE`
 */
export function refuseContradictions(slugs: readonly string[], flags: CheckFlags, json: boolean): void {
  const { request, endpoint, naming, printRequest, changedSince } = flags;
  if (request === undefined && slugs.length === 0) {
    throw usage('Name slugs to check, or a request with --request FILE (- for stdin).');
  }
  if (request !== undefined && slugs.length > 0) {
    throw usage('Slugs cannot be used with --request. Leave one of them out.');
  }
  if (request === undefined) {
    const forRequests = { '--endpoint': endpoint, '--naming': naming, '--print-request': printRequest };
    const [flag] = Object.entries(forRequests).find(([, value]) => value !== undefined) ?? [];
    if (flag !== undefined) throw usage(`${flag} needs --request: slugs have no body.`);
  }
  if (printRequest !== true) return;
  if (json) throw usage('--print-request cannot be used with --json: the decision has the guarded body too.');
  if (changedSince !== undefined) throw usage('--print-request cannot be used with --changed-since.');
}

function usage(message: string): CommandError {
  return new CommandError('USAGE', message);
}
