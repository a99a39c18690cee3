import type { FaultEffects } from './fault-effect.js';

/** Faults in how an answer travels. */
export const connectionFaults: FaultEffects<'delay' | 'stall' | 'cut-body' | 'truncated-gzip' | 'reset'> = {
  delay: (answer, { milliseconds }) => ({
    ...answer,
    delayMilliseconds: answer.delayMilliseconds + milliseconds,
  }),
  stall: (answer, { milliseconds }) => ({ ...answer, delivery: { kind: 'stalled', milliseconds } }),
  'cut-body': (answer) => ({ ...answer, delivery: { kind: 'cut' } }),
  'truncated-gzip': (answer) => ({ ...answer, delivery: { kind: 'truncated-gzip' } }),
  reset: (answer) => ({ ...answer, delivery: { kind: 'reset' } }),
};
