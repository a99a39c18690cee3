import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { FaultKind, FaultOf } from '../faults/fault.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { SandboxRequest } from '../wire/request.js';

/** What a fault may read, apart from the response that it changes. */
export interface FaultContext {
  readonly request: SandboxRequest;
  readonly catalog: SandboxCatalog;
  /** The right response to the same request with another query. */
  readonly respondTo: (query: URLSearchParams) => PlannedResponse;
}

/** Turns a right response into a wrong one. */
type FaultEffect<Kind extends FaultKind> = (
  response: PlannedResponse,
  fault: FaultOf<Kind>,
  context: FaultContext,
) => PlannedResponse;

/** The effects of some kinds of faults. */
export type FaultEffects<Kind extends FaultKind> = { readonly [Each in Kind]: FaultEffect<Each> };
