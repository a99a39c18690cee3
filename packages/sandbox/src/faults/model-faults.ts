import type { PlannedAnswer } from '../answer/planned-answer.js';
import type { FaultEffects } from './fault-effect.js';

/** Faults in which model makes the text. They work while it is made, and leave the answer as it came out. */
export const modelFaults: FaultEffects<'lying-upstream' | 'unnamed-model' | 'tool-model' | 'model-down'> = {
  'lying-upstream': unchanged,
  'unnamed-model': unchanged,
  'tool-model': unchanged,
  'model-down': unchanged,
};

function unchanged(answer: PlannedAnswer): PlannedAnswer {
  return answer;
}
