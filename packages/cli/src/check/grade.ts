import type { Decision, JudgedReference, Violation } from '@distillable/core';
import { type ExitCode, exitCodes } from '../exit-codes.js';

/**
 * What one body came to. `no-catalog`: none that the policy lets us judge by; `upstream`: a preset could not be read;
 * `unreadable`: no body that names a model.
 */
export type Grade = 'allowed' | 'refused' | 'unreadable' | 'no-catalog' | 'upstream';

export function gradeOf(decision: Decision): Grade {
  if (decision.allowed) return 'allowed';
  const has = (...codes: Violation['code'][]): boolean =>
    decision.violations.some(({ code }) => codes.includes(code));
  if (problemOf(decision) !== null) return 'unreadable';
  if (has('CATALOG_UNAVAILABLE', 'CATALOG_TOO_OLD')) return 'no-catalog';
  return has('PRESET_UNREADABLE') ? 'upstream' : 'refused';
}

/** Why a body can't be read as a request that names models; null where it can. */
export function problemOf({ references, violations }: Decision): string | null {
  const shape = violations.find(({ code }) => code === 'BODY_NOT_OBJECT' || code === 'BATCH_MALFORMED');
  if (shape !== undefined) return `${shape.path === '' ? '' : `${shape.path}: `}${shape.message}`;
  return references.every(namesNone) ? 'It names no model at all.' : null;
}

function namesNone({ code, role, path }: JudgedReference): boolean {
  return code === 'SERVER_PICKS' && role === 'primary' && path.endsWith('/model');
}

/** How many bodies came to what; `unjudged`: the output was closed before the input ended. */
export type Tally = Record<Grade | 'unjudged', number>;

export function createTally(): Tally {
  return { allowed: 0, refused: 0, unreadable: 0, 'no-catalog': 0, upstream: 0, unjudged: 0 };
}

/** The gravest of them decides; `exitZero` pardons refusals alone. */
export function exitCodeOf(tally: Tally, exitZero: boolean): ExitCode {
  if (tally['no-catalog'] > 0) return exitCodes.noCatalog;
  if (tally.unreadable > 0) return exitCodes.usage;
  if (tally.upstream > 0) return exitCodes.upstream;
  return tally.refused + tally.unjudged > 0 && !exitZero ? exitCodes.refused : exitCodes.done;
}
