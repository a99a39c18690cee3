import type { Decision, DecisionCatalog, JudgedReference, Violation } from './decision.js';

/** The decision of a request that does not go out: nothing of its body is in it. */
export function refuse(
  violations: readonly Violation[],
  references: readonly JudgedReference[],
  catalog: DecisionCatalog | null,
): Decision<never> {
  const reasons = violations.map(({ path, code, message, alternatives }) => ({
    path,
    code,
    message,
    alternatives,
  }));
  return { allowed: false, references, violations: reasons, changes: [], request: null, catalog };
}
