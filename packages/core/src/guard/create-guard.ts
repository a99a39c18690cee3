import { type CatalogSnapshot, DistillableError } from '@distillable/catalog/light';
import type { Decision } from '../decision/decision.js';
import { type EvaluateOptions, evaluate } from '../decision/evaluate.js';
import { decideWithoutCatalog } from '../decision/without-catalog.js';
import { PolicyViolationError } from '../errors/policy-violation-error.js';
import { refuseUnusableEntries } from '../policy/list-entry.js';
import type { Policy } from '../policy/policy.js';
import { findPresets, type PresetContents } from '../presets/merge-presets.js';
import { type PresetSource, readPreset } from '../presets/read-preset.js';
import { isObject, type JsonObject } from '../references/reference.js';
import { splitBatch } from '../references/split-batch.js';

/** Anything that has snapshots: `createCatalog()` of `@distillable/catalog`, or one snapshot of your own. */
export interface SnapshotSource {
  snapshot(): Promise<CatalogSnapshot>;
}

/** Options of {@link createGuard}. */
export interface GuardOptions {
  readonly catalog: SnapshotSource;
  /** @default what the catalog proves distillable passes, and nothing else */
  readonly policy?: Policy;
  /** Needed for the policy `presets: 'resolve'`. */
  readonly presets?: PresetSource;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** What a single check may be told. */
export type CheckOptions = Pick<EvaluateOptions, 'endpoint' | 'naming' | 'alternatives'>;

/** Judges requests before they are sent. */
export interface Guard {
  /** Judges a request. A refusal is a decision, not an error; without a usable catalog too. */
  check<Body>(request: Body, options?: CheckOptions): Promise<Decision<Body>>;
  /**
   * The body to send: with the enforcement flag, and pruned where the policy says so. Never the object that was given.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` with the decision
   */
  enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body>;
}

/**
 * Creates a guard.
 *
 * @throws TypeError where the policy resolves presets and no source for them is given, or where one of its lists has an
 * entry that would match nothing
 */
export function createGuard({ catalog, policy = {}, presets, now = Date.now }: GuardOptions): Guard {
  refuseUnusableEntries(policy);
  if (policy.presets === 'resolve' && presets === undefined) {
    throw new TypeError(
      'The policy resolves presets: give createGuard `presets: { apiKey }` to read them with.',
    );
  }
  async function check<Body>(request: Body, options: CheckOptions = {}): Promise<Decision<Body>> {
    let snapshot: CatalogSnapshot;
    try {
      snapshot = await catalog.snapshot();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return decideWithoutCatalog(request, policy, options, reason);
    }
    if (policy.presets !== 'resolve' || presets === undefined) {
      return evaluate(request, snapshot, policy, { ...options, now: now() });
    }
    const { contents, failures } = await readPresets(request, presets);
    const decision = evaluate(request, snapshot, policy, { ...options, presets: contents, now: now() });
    return failures.length === 0 ? decision : withFailures(decision, failures);
  }
  return {
    check,
    async enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body> {
      const decision = await check(request, options);
      if (decision.request === null) throw new PolicyViolationError(decision);
      return decision.request;
    },
  };
}

interface ReadPresets {
  readonly contents: PresetContents;
  readonly failures: readonly DistillableError[];
}

/** Reads every preset that a request names; one that can't be read stays unknown, and so refused. */
async function readPresets(request: unknown, source: PresetSource): Promise<ReadPresets> {
  const parts = isObject(request) ? splitBatch(request, undefined).parts : [];
  const slugs = new Set(parts.flatMap(({ body }) => findPresets(body)));
  const contents = new Map<string, JsonObject>();
  const failures: DistillableError[] = [];
  await Promise.all(
    [...slugs].map(async (slug) => {
      try {
        contents.set(slug, await readPreset(slug, source));
      } catch (error) {
        if (!DistillableError.is(error)) throw error;
        failures.push(error);
      }
    }),
  );
  return { contents, failures };
}

function withFailures<Body>(decision: Decision<Body>, failures: readonly DistillableError[]): Decision<Body> {
  const unreadable = failures.map(({ message }) => ({
    path: '',
    code: 'PRESET_UNREADABLE' as const,
    message,
    alternatives: [],
  }));
  return {
    ...decision,
    allowed: false,
    violations: [...decision.violations, ...unreadable],
    changes: [],
    request: null,
  };
}
