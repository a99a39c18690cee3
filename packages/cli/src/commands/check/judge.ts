import { type CatalogSnapshot, DistillableError } from '@distillable/catalog';
import {
  type CheckOptions,
  createGuard,
  type Decision,
  evaluate,
  type JudgedReference,
  type Policy,
  type PresetSource,
  type Violation,
} from '@distillable/core';
import { CommandError, type ExitCode, exitCodes } from '../../errors.js';
import type { Session } from '../../session.js';
import { createProxyFetch, hasProxy } from '../../sources/proxy-dispatcher.js';
import type { CheckFlags } from './flags.js';
import type { RequestInput } from './inputs.js';

/** Judges one body. */
export type Judge = (input: RequestInput) => Decision | Promise<Decision>;

/** What bodies are judged by, beside the catalog. */
export interface JudgeSettings {
  readonly policy: Policy;
  readonly flags: Pick<CheckFlags, 'endpoint' | 'naming'>;
  /** Where presets are read from; null where the policy does not resolve them. */
  readonly presets: PresetSource | null;
}

/** Judges by one snapshot, as of `now` (milliseconds since the epoch). Only reading presets takes more than computing. */
export function createJudge(
  snapshot: CatalogSnapshot,
  now: number,
  { policy, flags, presets }: JudgeSettings,
): Judge {
  if (presets === null) {
    return (input) => evaluate(input.body, snapshot, policy, { ...judgeOptions(input, flags), now });
  }
  const guard = createGuard({
    catalog: { snapshot: async () => snapshot },
    policy,
    presets,
    now: () => now,
  });
  return (input) => guard.check(input.body, judgeOptions(input, flags));
}

/** What the flags, or else a batch file, say of the endpoint; and the naming. */
export function judgeOptions(
  { customId, endpoint }: RequestInput,
  flags: JudgeSettings['flags'],
): CheckOptions {
  // A line of a batch file is one request of a batch, and no batch itself.
  const asked = flags.endpoint === 'batch' && customId !== null ? undefined : flags.endpoint;
  const chosen = asked ?? endpoint;
  return {
    ...(chosen === undefined ? {} : { shape: chosen }),
    ...(flags.naming === undefined ? {} : { naming: flags.naming }),
  };
}

const catalogMissing: readonly string[] = ['CATALOG_UNAVAILABLE', 'CATALOG_EXPIRED', 'CACHE_EMPTY'];

/**
 * Judges where there is no catalog, which a policy may allow.
 *
 * @throws `error` itself where it is of another kind
 */
export function createBlindJudge(
  { policy, flags }: Pick<JudgeSettings, 'policy' | 'flags'>,
  error: unknown,
): { readonly judge: Judge; readonly reason: string } {
  if (!DistillableError.is(error) || !catalogMissing.includes(error.code)) throw error;
  const { message } = error;
  return {
    judge: (input) =>
      evaluate(input.body, null, policy, { ...judgeOptions(input, flags), unavailable: message }),
    reason: message,
  };
}

/**
 * Where `presets: 'resolve'` reads presets from; each is read once, however many bodies name it.
 *
 * @throws CommandError `USAGE` without a network or a key
 */
export async function createPresetSource({ settings, io }: Session): Promise<PresetSource> {
  const { origin, apiKey, baseUrl, timeout } = settings;
  if (origin.kind !== 'live') {
    const message = `The policy resolves presets, which are read over the network: not with --${origin.kind === 'file' ? 'catalog' : origin.kind}.`;
    throw new CommandError('USAGE', `${message} Leave it out, or set "presets": "reject".`);
  }
  if (apiKey === undefined) {
    const message = 'The policy resolves presets, which belong to an account: set OPENROUTER_API_KEY';
    throw new CommandError(
      'USAGE',
      `${message} (and OPENROUTER_BASE_URL, where another server than OpenRouter's is to get it).`,
    );
  }
  const fetch = hasProxy(io.env) ? createProxyFetch(io.env) : globalThis.fetch;
  return { apiKey, baseUrl, fetch: once(fetch), ...(timeout === undefined ? {} : { timeout }) };
}

/** Gives the first answer again to whoever asks for the same, failures too. */
function once(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const answers = new Map<string, Promise<{ readonly text: string; readonly status: number }>>();
  const read = async (...request: Parameters<typeof fetch>) => {
    const response = await fetch(...request);
    return { text: await response.text(), status: response.status };
  };
  return async (input, init) => {
    const url = String(input);
    const answer = answers.get(url) ?? read(input, init);
    answers.set(url, answer);
    const { text, status } = await answer;
    return new Response(text, { status });
  };
}

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
  return tally.refused + tally.unjudged > 0 && !exitZero ? exitCodes.rejected : exitCodes.done;
}
