import type { PlannedAnswer } from '../answer/planned-answer.js';
import { answerFaults } from './answer-faults.js';
import { connectionFaults } from './connection-faults.js';
import type { Fault, FaultKind, FaultOf } from './fault.js';
import type { FaultContext, FaultEffects } from './fault-effect.js';
import { listFaults } from './list-faults.js';
import { modelFaults } from './model-faults.js';
import { streamFaults } from './stream-faults.js';

/** The registry: what each kind of fault does to an answer. */
export const faultEffects: FaultEffects<FaultKind> = {
  ...answerFaults,
  ...connectionFaults,
  ...listFaults,
  ...modelFaults,
  ...streamFaults,
};

/** Changes an answer by each of the faults, in order. */
export function applyFaults(
  answer: PlannedAnswer,
  faults: readonly Fault[],
  context: FaultContext,
): PlannedAnswer {
  return faults.reduce((changed, fault) => applyFault(changed, fault, context), answer);
}

function applyFault<Kind extends FaultKind>(
  answer: PlannedAnswer,
  fault: FaultOf<Kind>,
  context: FaultContext,
): PlannedAnswer {
  return faultEffects[fault.kind](answer, fault, context);
}
