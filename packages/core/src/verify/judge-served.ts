import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import type { Decision } from '../decide/decision.js';
import type { ReferenceCode } from '../judge/describe.js';
import { JudgeContext } from '../judge/eligible.js';
import { judgeReference, termsModelOf } from '../judge/judge-reference.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import type { TermsJudge } from '../terms/terms-judge.js';
import type { JudgeServed } from './served-models.js';

/** Judges served models by the snapshot and policy that their request was judged by. */
export function judgeBySnapshot(
  snapshot: CatalogSnapshot,
  policy: CompiledPolicy,
  { now, terms }: { readonly now: number; readonly terms?: TermsTable | undefined },
): JudgeServed {
  const context = new JudgeContext({ snapshot, policy, alternatives: 0, now, terms });
  return (model) => {
    // A response must name a concrete model: the name of a router says nothing, even where the request bounds it.
    const reference = { path: '', role: 'primary', kind: 'slug', text: model } as const;
    const { verdict, outcome, code, message } = judgeReference(reference, context, () => false);
    const { ignored: ignores } = context.terms.judge(termsModelOf(context.resolve(model)));
    return { verdict, allowed: outcome === 'allowed', code, message, ignores };
  };
}

/** Without a snapshot nothing is proven: only a model that was asked for, and let through unchecked, is allowed. */
export function judgeByRequest({ references }: Decision, terms: Pick<TermsJudge, 'judge'>): JudgeServed {
  const requested = new Set(references.map((reference) => reference.requested));
  return (model) => {
    const allowed = requested.has(model);
    const code: ReferenceCode = allowed ? 'UNCHECKED' : 'NO_CATALOG';
    const message = `${model} is not what was asked for, and there is no catalog to judge it by.`;
    const { ignored: ignores } = terms.judge({ slug: model, huggingFaceId: null, permission: 'unlisted' });
    return { verdict: 'unknown', allowed, code, message, ignores };
  };
}
