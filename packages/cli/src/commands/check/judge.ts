import { type CatalogSnapshot, DistillableError, type TermsTable } from '@distillable/catalog';
import {
  type CheckOptions,
  type Decision,
  evaluate,
  type JudgedReference,
  type Policy,
  type Violation,
} from '@distillable/core';
import { type ExitCode, exitCodes } from '../../errors.js';
import type { CheckFlags } from './flags.js';
import type { RequestInput } from './inputs.js';
import type { PresetReader } from './presets.js';

/** Judges one body. */
export type Judge = (input: RequestInput) => Decision | Promise<Decision>;

/** The inputs for judging bodies, besides the catalog. */
export interface JudgeSettings {
  readonly policy: Policy;
  /** The table of licences and terms; undefined for the built-in one. */
  readonly terms: TermsTable | undefined;
  readonly flags: Pick<CheckFlags, 'shape' | 'naming'>;
  /** Null unless the policy resolves presets. */
  readonly presets: PresetReader | null;
}

/** Judges by one snapshot, as of `now` (milliseconds since the epoch). */
export function createJudge(
  snapshot: CatalogSnapshot,
  now: number,
  { policy, terms, flags, presets }: JudgeSettings,
): Judge {
  if (presets !== null) {
    const check = presets.createCheck({ snapshot, now, policy, terms });
    return (input) => check(input.body, optionsFor(input, flags));
  }
  return (input) => evaluate(input.body, snapshot, policy, { now, terms, ...optionsFor(input, flags) });
}

/** The flags; and without a flag for the shape, the shape that a line of a batch file states. */
function optionsFor({ customId, shape }: RequestInput, flags: JudgeSettings['flags']): CheckOptions {
  // A line of a batch file is one request of a batch, not a batch.
  const asked = flags.shape === 'batch' && customId !== null ? undefined : flags.shape;
  return { shape: asked ?? shape, naming: flags.naming };
}

const catalogMissing: readonly string[] = ['CATALOG_UNAVAILABLE', 'CATALOG_EXPIRED', 'CACHE_EMPTY'];

/**
 * Judges without a catalog, if the policy allows it.
 *
 * @throws `error` itself if it is of another kind
 */
export function createBlindJudge({ policy, terms, flags }: JudgeSettings, error: unknown): Judge {
  if (!DistillableError.is(error) || !catalogMissing.includes(error.code)) throw error;
  const { message: unavailable } = error;
  return (input) => evaluate(input.body, null, policy, { unavailable, terms, ...optionsFor(input, flags) });
}

/**
 * The result of one body. `no-catalog`: the policy lets us judge without one; `upstream`: a preset could not be read;
 * `unreadable`: not a request, or one that names no model.
 */
export type Grade = 'allowed' | 'rejected' | 'unreadable' | 'no-catalog' | 'upstream';

export function gradeOf(decision: Decision): Grade {
  if (decision.allowed) return 'allowed';
  const has = (...codes: Violation['code'][]): boolean =>
    decision.violations.some(({ code }) => codes.includes(code));
  if (problemOf(decision) !== null) return 'unreadable';
  if (has('CATALOG_UNAVAILABLE', 'CATALOG_TOO_OLD')) return 'no-catalog';
  return has('PRESET_UNREADABLE') ? 'upstream' : 'rejected';
}

const unreadableCodes: ReadonlySet<Violation['code']> = new Set([
  'BODY_NOT_OBJECT',
  'BODY_WRAPPED',
  'BATCH_MALFORMED',
]);

/** Why a body is not a request that names models; null if it is. */
export function problemOf({ references, violations }: Decision): string | null {
  const shape = violations.find(({ code }) => unreadableCodes.has(code));
  if (shape !== undefined) return `${shape.path === '' ? '' : `${shape.path}: `}${shape.message}`;
  const isJudged = violations.every(({ code }) => code !== 'TOO_MANY_REFERENCES');
  return isJudged && references.every(isUnnamed) ? 'It names no model.' : null;
}

function isUnnamed({ code, role, path }: JudgedReference): boolean {
  return code === 'SERVER_PICKS' && role === 'primary' && path.endsWith('/model');
}

/** How many bodies came to what; `unjudged`: the output was closed before the input ended. */
export type Tally = Record<Grade | 'unjudged', number>;

export function createTally(): Tally {
  return { allowed: 0, rejected: 0, unreadable: 0, 'no-catalog': 0, upstream: 0, unjudged: 0 };
}

/** The worst result decides; `exitZero` ignores only rejections. */
export function exitCodeOf(tally: Tally, exitZero: boolean): ExitCode {
  if (tally['no-catalog'] > 0) return exitCodes.noCatalog;
  if (tally.unreadable > 0) return exitCodes.usage;
  if (tally.upstream > 0) return exitCodes.upstream;
  return tally.rejected + tally.unjudged > 0 && !exitZero ? exitCodes.rejected : exitCodes.done;
}
