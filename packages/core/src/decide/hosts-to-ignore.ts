import type { CatalogModel, TermsModel } from '@distillable/catalog';
import type { JudgeContext } from '../judge/eligible.js';
import { type JudgedReference, termsModelOf } from '../judge/judge-reference.js';
import { type Host, joinHosts } from '../policy/hosts.js';
import type { ModelReference } from '../references/reference.js';

/** The hosts that must not serve a body, by the terms of any model that may. */
export function hostsToIgnore(
  references: readonly ModelReference[],
  judged: readonly JudgedReference[],
  context: JudgeContext,
): readonly Host[] {
  let hosts: readonly Host[] = none;
  if (context.policy.acceptedTerms === null) return hosts;
  const add = (model: TermsModel): void => {
    const { ignored: more } = context.terms.judge(model);
    if (more !== hosts) hosts = hosts === none ? more : joinHosts(hosts)(more);
  };
  const addEligible = (rows: readonly CatalogModel[]): void => {
    for (const row of rows) if (context.isEligible(row)) add(row);
  };
  for (const { outcome, requested, code } of judged) {
    if (code === 'ROUTER_BOUND_ADDED') addEligible(context.snapshot?.models() ?? none);
    else if (outcome === 'allowed' && requested !== null) add(termsModelOf(context.resolve(requested)));
  }
  for (const reference of references) {
    if (reference.kind !== 'pattern') continue;
    addEligible(context.wildcards?.membersOf(reference.text, reference.excluded) ?? none);
  }
  return hosts;
}

const none: readonly never[] = Object.freeze([]);
