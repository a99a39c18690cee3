import type { CatalogSnapshot } from '@distillable/catalog';
import type { Decision } from '../decide/decision.js';
import type { ReferenceCode } from '../judge/describe.js';
import type { JudgeContext } from '../judge/eligible.js';
import { judgeReference } from '../judge/judge-reference.js';
import { compilePolicy } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import type { ServedModel } from './verification.js';

/** Judges a slug that an answer names. */
export type JudgeServed = (
  model: string,
) => Pick<ServedModel, 'verdict' | 'allowed' | 'code'> & { readonly message: string };

/** Judges served models by the snapshot and policy that their request was judged by. */
export function judgeBySnapshot(snapshot: CatalogSnapshot, policy: Policy, now: number): JudgeServed {
  const context: JudgeContext = { snapshot, policy: compilePolicy(policy), alternatives: 0, now };
  return (model) => {
    // A concrete model is expected: a router's name tells nothing, whatever the request bounded.
    const reference = { path: '', role: 'primary', kind: 'slug', text: model } as const;
    const { verdict, outcome, code, message } = judgeReference(reference, context, () => false);
    return { verdict, allowed: outcome === 'allowed', code, message };
  };
}

/** Without a snapshot nothing is proven: only what was asked for, and let through unchecked, may answer. */
export function judgeByRequest({ references }: Decision): JudgeServed {
  const requested = new Set(references.map((reference) => reference.requested));
  return (model) => {
    const allowed = requested.has(model);
    const code: ReferenceCode = allowed ? 'UNCHECKED' : 'NO_CATALOG';
    const message = `${model} is not what was asked for, and there is no catalog to judge it by.`;
    return { verdict: 'unknown', allowed, code, message };
  };
}
