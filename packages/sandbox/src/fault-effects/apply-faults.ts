import type { Fault, FaultKind, FaultOf, ModelFaults } from '../faults/fault.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { FaultContext, FaultEffects } from './fault-effect.js';
import { listFaults } from './list-faults.js';
import { connectionFaults, responseFaults } from './response-faults.js';
import { streamFaults } from './stream-faults.js';

/** The kinds that change a response. Those in which model serves have had their effect when there is a response. */
type ResponseFaultKind = Exclude<FaultKind, keyof ModelFaults>;

/** What each kind of fault does to a response. */
export const faultEffects: FaultEffects<ResponseFaultKind> = {
  ...responseFaults,
  ...connectionFaults,
  ...listFaults,
  ...streamFaults,
};

/** Changes a response by each of the faults, in order. */
export function applyFaults(
  response: PlannedResponse,
  faults: readonly Fault[],
  context: FaultContext,
): PlannedResponse {
  return faults
    .filter(changesResponse)
    .reduce((changed, fault) => applyFault(changed, fault, context), response);
}

function changesResponse(fault: Fault): fault is Extract<Fault, FaultOf<ResponseFaultKind>> {
  return Object.hasOwn(faultEffects, fault.kind);
}

function applyFault<Kind extends ResponseFaultKind>(
  response: PlannedResponse,
  fault: FaultOf<Kind>,
  context: FaultContext,
): PlannedResponse {
  return faultEffects[fault.kind](response, fault, context);
}
