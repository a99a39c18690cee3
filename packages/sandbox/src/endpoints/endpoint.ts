import type { PlannedAnswer } from '../answer/planned-answer.js';
import type { BatchLog } from '../batches/batch-log.js';
import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { Fault } from '../faults/fault.js';
import type { GenerationLog } from '../generation/generation-log.js';
import type { ResponseCache } from '../generation/response-cache.js';
import type { Presets } from '../presets/apply-preset.js';
import type { SandboxRequest } from '../request/sandbox-request.js';

/** What endpoints answer from. */
export interface ServedState {
  readonly catalog: SandboxCatalog;
  /** Whether `distillable=` answers hold aliases and routers too. */
  readonly aliasesInFiltered: boolean;
  /** Whether what a router picks must be distillable when the request enforces it. */
  readonly routersHonourFlag: boolean;
  readonly presets: Presets;
  /** The faults that meet this request. */
  readonly faults: readonly Fault[];
  readonly generations: GenerationLog;
  readonly cache: ResponseCache;
  readonly batches: BatchLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Letters and digits that no other call gives. */
  readonly randomId: () => string;
}

/** One path of the API. Each lives in a file of its own and is listed in `keyed-endpoints.ts`. */
export interface Endpoint {
  /** Path below the root, such as `/models`; a part such as `{slug}` stands for any value. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Whether it lies below `/api/beta`. @default false, which is below `/api/v1` */
  readonly beta?: boolean;
  /** Whether it answers without a key, as the model list alone does. @default false */
  readonly keyless?: boolean;
  /** @throws AnswerError when the request cannot be served */
  answer(request: SandboxRequest, state: ServedState): PlannedAnswer;
}
