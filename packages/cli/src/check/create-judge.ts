import type { CatalogSnapshot } from '@distillable/catalog/light';
import {
  type CheckOptions,
  createChecker,
  type Decision,
  evaluate,
  type Policy,
  type PresetSource,
} from '@distillable/core';
import type { CheckFlags } from './check-flags.js';
import type { RequestInput } from './check-input.js';

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
  const checker = createChecker({
    catalog: { snapshot: async () => snapshot },
    policy,
    presets,
    now: () => now,
  });
  return (input) => checker.check(input.body, judgeOptions(input, flags));
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
    ...(chosen === undefined ? {} : { endpoint: chosen }),
    ...(flags.naming === undefined ? {} : { naming: flags.naming }),
  };
}
