import {
  type CatalogSnapshot,
  checkOptions,
  DistillableError,
  type FreshnessLimits,
  isObject,
  type JsonObject,
  type OptionRule,
  readEnvironment,
  type TermsTable,
} from '@distillable/catalog';
import { createEntryWatch, type UnmatchedEntry } from '../judge/unmatched-entries.js';
import { type AgeLimit, type CompiledPolicy, compilePolicy } from '../policy/compile-policy.js';
import { type Policy, policyRules } from '../policy/policy.js';
import { splitBatch } from '../references/split-batch.js';
import { type Decision, reject } from './decision.js';
import { catalogFacts, type EvaluateOptions, evaluateBy, evaluateRules } from './evaluate.js';
import { type PlainJson, toPlainJson } from './plain-json.js';
import { findPresets, type PresetContents, type PresetSource, presetRules, readPreset } from './presets.js';
import { catalogTooOld, catalogUnavailable } from './request-violations.js';

/** Anything that has snapshots: `createCatalog()` of `@distillable/catalog`, or one snapshot of your own. */
export interface SnapshotSource {
  /** The snapshot to judge by now; rejects where there is no usable one. */
  snapshot(): Promise<CatalogSnapshot>;
  /** The limits by which decisions say how fresh a snapshot is. @default 1 hour fresh, 24 hours usable */
  readonly limits?: FreshnessLimits;
  /** Where it is read from; requests go there too by default. */
  readonly baseUrl?: string;
}

/** The options of everything that judges requests. */
export interface JudgeOptions {
  /** The permissions: `createCatalog()` of `@distillable/catalog`, or one snapshot of your own. */
  readonly catalog: SnapshotSource;
  /** @default what the catalog proves distillable passes, and nothing else */
  readonly policy?: Policy;
  /** Where presets are read from, for the policy `presets: 'resolve'`. @default the environment's key, if it has one */
  readonly presets?: PresetSource | undefined;
  /** The clock: milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** The table of licences and terms. @default `builtInTerms()`, read when it is first needed */
  readonly terms?: TermsTable | undefined;
  /**
   * Called once for each entry of the policy's lists that matches no model of the catalog, as soon as a request is judged
   * by it: a misspelt entry bans nothing.
   */
  readonly onUnmatchedEntry?: ((entry: UnmatchedEntry) => void) | undefined;
}

/** The rules for the options of a judge. */
export const judgeRules: Readonly<Record<keyof JudgeOptions, OptionRule>> = {
  catalog: { methods: ['snapshot'], such: 'createCatalog()' },
  policy: { options: policyRules },
  presets: { options: presetRules },
  terms: evaluateRules.terms,
  now: 'function',
  onUnmatchedEntry: 'function',
};

/** Options of a single check. */
export type CheckOptions = Pick<EvaluateOptions, 'shape' | 'naming' | 'alternatives'>;

const { shape, naming, alternatives } = evaluateRules;
const checkRules: Readonly<Record<keyof CheckOptions, OptionRule>> = { shape, naming, alternatives };

/** A decision with the snapshot that it was made by; null where there was none. */
export interface Judgement<Body> {
  readonly decision: Decision<Body>;
  readonly snapshot: CatalogSnapshot | null;
}

/** Judges a request by the catalog as it is now. A rejection is a decision, not an error; without a usable catalog too. */
export type JudgeRequest = <Body>(request: Body, options?: CheckOptions) => Promise<Judgement<Body>>;

/**
 * Creates a judge of requests: `evaluate` with a catalog, a policy and a source of presets.
 *
 * @param compiled the policy of the options, where it is compiled already
 * @throws TypeError where the policy resolves presets and no source for them is given
 */
export function createJudge(
  options: JudgeOptions,
  compiled: CompiledPolicy = compilePolicy(options.policy ?? {}),
): JudgeRequest {
  const { catalog, policy = {}, presets, now = Date.now } = options;
  const reportUnmatched = createEntryWatch(policy, options.onUnmatchedEntry);
  const presetKey = presets && (presets.apiKey ?? readEnvironment('OPENROUTER_API_KEY'));
  if (policy.presets === 'resolve' && (presetKey ?? '').trim() === '') {
    throw new TypeError(
      'The policy resolves presets: give `presets: { apiKey }` to read them with, or set OPENROUTER_API_KEY.',
    );
  }
  const source = policy.presets === 'resolve' ? (presets ?? null) : null;
  const settings: EvaluateOptions = { limits: catalog.limits, terms: options.terms };

  return async <Body>(live: Body, checking: CheckOptions = {}): Promise<Judgement<Body>> => {
    checkOptions('guard.check', checking, checkRules);
    // Before the first wait: a change while the catalog is read must be neither judged nor sent.
    const plain = toPlainJson(live);
    const options = { ...checking };
    let snapshot: CatalogSnapshot;
    try {
      snapshot = await catalog.snapshot();
    } catch (error) {
      const unavailable = error instanceof Error ? error.message : String(error);
      const decision = judgePlain<Body>(plain, null, compiled, { ...settings, ...options, unavailable });
      return { decision, snapshot: null };
    }
    reportUnmatched(snapshot);
    if (source === null) {
      const decision = judgePlain<Body>(plain, snapshot, compiled, { ...settings, ...options, now: now() });
      return { decision, snapshot };
    }
    const { presets, failures } = await readPresets('body' in plain ? plain.body : null, options, source);
    const decision = judgePlain<Body>(plain, snapshot, compiled, {
      ...settings,
      ...options,
      presets,
      now: now(),
    });
    return { decision: failures.length === 0 ? decision : withFailures(decision, failures), snapshot };
  };
}

function judgePlain<Body>(
  plain: PlainJson,
  snapshot: CatalogSnapshot | null,
  policy: CompiledPolicy,
  options: EvaluateOptions,
): Decision<Body> {
  if ('violation' in plain) return reject([plain.violation], [], catalogFacts(snapshot, options));
  // The JSON of a body still has its type, as far as this type describes JSON.
  return evaluateBy(plain.body as Body, snapshot, policy, options);
}

interface ReadPresets {
  readonly presets: PresetContents;
  readonly failures: readonly DistillableError[];
}

/** At most this many presets are read for one request: each costs a request of its own. */
const maxPresets = 32;

/** Reads the presets that a request names. One that can't be read stays unknown, and so is rejected. */
async function readPresets(
  request: unknown,
  { shape }: CheckOptions,
  source: PresetSource,
): Promise<ReadPresets> {
  const parts = isObject(request) ? splitBatch(request, shape).parts : [];
  const slugs = [...new Set(parts.flatMap(({ body }) => findPresets(body)))].slice(0, maxPresets);
  const presets = new Map<string, JsonObject>();
  const failures: DistillableError[] = [];
  await Promise.all(
    slugs.map(async (slug) => {
      try {
        presets.set(slug, await readPreset(slug, source));
      } catch (error) {
        if (!DistillableError.is(error)) throw error;
        failures.push(error);
      }
    }),
  );
  return { presets, failures };
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
    violationCount: decision.violationCount + unreadable.length,
    changes: [],
    request: null,
  };
}

/** The inputs for judging stored text. */
export interface StoredContext {
  readonly catalog: SnapshotSource;
  readonly policy: AgeLimit;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Decides whether stored text may be read: a request for it names no model, so all that it needs is a catalog to verify
 * the response by. Without one it is rejected, whatever the policy says, as there is nothing to compare the response with.
 */
export async function judgeStored({ catalog, policy, now }: StoredContext): Promise<Judgement<unknown>> {
  let snapshot: CatalogSnapshot;
  try {
    snapshot = await catalog.snapshot();
  } catch (error) {
    const violation = catalogUnavailable(error instanceof Error ? error.message : String(error));
    return { decision: reject([violation], [], null), snapshot: null };
  }
  const time = now();
  const facts = catalogFacts(snapshot, { now: time, limits: catalog.limits });
  const tooOld = catalogTooOld(snapshot, policy, time);
  if (tooOld !== null) return { decision: reject([tooOld], [], facts), snapshot };
  const passed = { allowed: true, references: [], violations: [], violationCount: 0, changes: [] };
  return { decision: { ...passed, request: {}, catalog: facts, terms: null }, snapshot };
}
