import type { CatalogSnapshot } from '@distillable/catalog';
import type { AgeLimit } from '../policy/compile-policy.js';
import { reject } from './decision.js';
import { catalogFacts } from './evaluate.js';
import type { Judgement, SnapshotSource } from './judge-request.js';
import { catalogTooOld, catalogUnavailable } from './request-violations.js';

/** What stored text is judged by. */
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
  const { limits } = catalog;
  const facts = catalogFacts(snapshot, limits === undefined ? { now: time } : { now: time, limits });
  const tooOld = catalogTooOld(snapshot, policy, time);
  if (tooOld !== null) return { decision: reject([tooOld], [], facts), snapshot };
  const passed = { allowed: true, references: [], violations: [], violationCount: 0, changes: [] };
  return { decision: { ...passed, request: {}, catalog: facts, terms: null }, snapshot };
}
