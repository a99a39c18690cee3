import { DistillableError } from '@distillable/catalog/light';
import type { Decision, Violation } from '../decision/decision.js';

/** A request was refused before it was sent. `details.violations` says why; the prompt is in none of it. */
export class PolicyViolationError extends DistillableError {
  override readonly name = 'PolicyViolationError';
  declare readonly code: 'POLICY_VIOLATION';
  /** The whole decision; its `request` is null. */
  readonly decision: Decision<never>;

  constructor(decision: Decision<unknown>) {
    const { violations, references, catalog } = decision;
    super('POLICY_VIOLATION', describe(violations), { details: { violations, catalog } });
    this.decision = { allowed: false, references, violations, changes: [], request: null, catalog };
  }
}

function describe(violations: readonly Violation[]): string {
  const [first, ...others] = violations;
  if (first === undefined) return 'Refused to send.';
  const place = first.path === '' ? '' : `${first.path}: `;
  const instead = first.alternatives.length === 0 ? '' : ` Nearest: ${first.alternatives.join(', ')}.`;
  const more =
    others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ path }) => path).join(', ')})`;
  return `Refused to send: ${place}${first.message}${instead}${more}`;
}
