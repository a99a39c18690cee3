import type { JsonPatchOperation } from '../changes/apply-changes.js';
import type { JudgeContext } from '../judging/judge-context.js';
import type { RouterBound } from '../references/collection.js';
import type { Namings } from '../references/naming.js';
import type { JsonObject, ModelReference } from '../references/reference.js';
import { boundRouters } from './bound-routers.js';
import type { JudgedReference } from './decision.js';
import { pruneCandidates } from './prune-candidates.js';
import { pruneModels } from './prune-models.js';

/** One body with what was found in it; a batch has several. */
export interface JudgedPart {
  readonly body: JsonObject;
  /** JSON Pointer to the body. */
  readonly prefix: string;
  /** Whether it is the frame of a batch, whose plugins are not known to reach the bodies. */
  readonly isFrame: boolean;
  readonly namings: Namings;
  readonly references: readonly ModelReference[];
  readonly bounds: readonly RouterBound[];
  readonly judged: readonly JudgedReference[];
}

/** References with what pruning made of them, and the changes that it takes. */
export interface Pruned {
  readonly judged: readonly JudgedReference[];
  readonly changes: readonly JsonPatchOperation[];
}

/** Drops what may be dropped: candidates, fallbacks, and a primary that has an eligible successor; bounds auto routers. */
export function prune(part: JudgedPart, context: JudgeContext): Pruned {
  const steps = [pruneCandidates, boundRouters, pruneModels];
  return steps.reduce<Pruned>(
    ({ judged, changes }, step) => {
      const next = step({ ...part, judged }, context);
      return { judged: next.judged, changes: [...changes, ...next.changes] };
    },
    { judged: part.judged, changes: [] },
  );
}
