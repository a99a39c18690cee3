import { toSafeJson } from '../render/safe-json.js';
import { noColours } from '../render/table.js';
import { renderDecision } from './render-decision.js';
import type { Report } from './report.js';

/** Prints the guarded bodies alone, one a line; of one that is refused, nothing but the reasons, on stderr. */
export function reportGuardedBodies(): Report {
  return {
    opening: '',
    tell: ({ input, decision }) =>
      decision.request === null
        ? { stderr: renderDecision(input.label, decision, noColours) }
        : { stdout: `${toSafeJson(input.enclose(decision.request))}\n` },
    tellUnreadable: () => ({}),
    closing: '',
  };
}
