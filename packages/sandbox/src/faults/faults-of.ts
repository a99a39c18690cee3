import type { Fault, FaultKind, FaultOf } from './fault.js';

/** The faults of one kind. */
export function faultsOf<Kind extends FaultKind>(
  kind: Kind,
  faults: readonly Fault[],
): readonly FaultOf<Kind>[] {
  return faults.filter((fault): fault is Extract<Fault, FaultOf<Kind>> => fault.kind === kind);
}
