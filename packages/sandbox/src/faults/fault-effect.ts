import type { PlannedAnswer } from '../answer/planned-answer.js';
import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import type { FaultKind, FaultOf } from './fault.js';

/** What a fault may look at, apart from the answer that it changes. */
export interface FaultContext {
  readonly request: SandboxRequest;
  readonly catalog: SandboxCatalog;
  /** The right answer to the same request with another query. */
  readonly answerTo: (query: URLSearchParams) => PlannedAnswer;
}

/** Turns an answer into a wrong one. */
type FaultEffect<Kind extends FaultKind> = (
  answer: PlannedAnswer,
  fault: FaultOf<Kind>,
  context: FaultContext,
) => PlannedAnswer;

/** The effects of some kinds of faults. */
export type FaultEffects<Kind extends FaultKind> = { readonly [Each in Kind]: FaultEffect<Each> };
