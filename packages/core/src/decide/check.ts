import { type CatalogSnapshot, DistillableError } from '@distillable/catalog';
import { isObject, type JsonObject } from '../json.js';
import type { Decision } from '../judge/decision.js';
import { refuseUnusableEntries } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import { splitBatch } from '../references/split-batch.js';
import { PolicyViolationError } from '../send/refusal.js';
import { type EvaluateOptions, evaluate } from './evaluate.js';
import { findPresets, type PresetContents, type PresetSource, readPreset } from './presets.js';
import { decideWithoutCatalog } from './without-catalog.js';

/** Anything that has snapshots: `createCatalog()` of `@distillable/catalog`, or one snapshot of your own. */
export interface SnapshotSource {
  snapshot(): Promise<CatalogSnapshot>;
}

/** Options of {@link createChecker}. */
export interface CheckerOptions {
  readonly catalog: SnapshotSource;
  /** What the catalog proves distillable passes, and nothing else, by default. */
  readonly policy?: Policy;
  /** Needed for the policy `presets: 'resolve'`. */
  readonly presets?: PresetSource;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** What a single check may be told. */
export type CheckOptions = Pick<EvaluateOptions, 'shape' | 'naming' | 'alternatives'>;

/** Judges requests before they are sent. */
export interface Checker {
  /** Judges a request. A refusal is a decision, not an error; without a usable catalog too. */
  check<Body>(request: Body, options?: CheckOptions): Promise<Decision<Body>>;
  /**
   * The body to send: with the enforcement flag, and pruned where the policy says so. Never the object that was given.
   *
   * @throws PolicyViolationError `POLICY_VIOLATION` with the decision
   */
  enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body>;
}

/** A decision with the snapshot that it was made by; null where there was none. */
export interface Judgement<Body> {
  readonly decision: Decision<Body>;
  readonly snapshot: CatalogSnapshot | null;
}

/** A checker that shows what it judged by. */
export interface Judge extends Checker {
  judge<Body>(request: Body, options?: CheckOptions): Promise<Judgement<Body>>;
}

/**
 * Creates a checker: a guard that does not send.
 *
 * @throws TypeError where the policy resolves presets and no source for them is given, or where one of its lists has an
 * entry that would match nothing
 */
export function createChecker(options: CheckerOptions): Checker {
  const { check, enforce } = createJudge(options);
  return { check, enforce };
}

/** What {@link createChecker} is made of. */
export function createJudge({ catalog, policy = {}, presets, now = Date.now }: CheckerOptions): Judge {
  refuseUnusableEntries(policy);
  if (policy.presets === 'resolve' && presets === undefined) {
    throw new TypeError('The policy resolves presets: give `presets: { apiKey }` to read them with.');
  }
  async function judge<Body>(request: Body, options: CheckOptions = {}): Promise<Judgement<Body>> {
    let snapshot: CatalogSnapshot;
    try {
      snapshot = await catalog.snapshot();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { decision: decideWithoutCatalog(request, policy, options, reason), snapshot: null };
    }
    if (policy.presets !== 'resolve' || presets === undefined) {
      return { decision: evaluate(request, snapshot, policy, { ...options, now: now() }), snapshot };
    }
    const { contents, failures } = await readPresets(request, presets);
    const decision = evaluate(request, snapshot, policy, { ...options, presets: contents, now: now() });
    return { decision: failures.length === 0 ? decision : withFailures(decision, failures), snapshot };
  }
  return {
    judge,
    check: async (request, options) => (await judge(request, options)).decision,
    async enforce<Body extends object>(request: Body, options?: CheckOptions): Promise<Body> {
      const { decision } = await judge(request, options);
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
