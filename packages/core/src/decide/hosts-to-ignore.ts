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
  for (const { outcome, requested, code } of judged) {
    if (code === 'ROUTER_BOUND_ADDED')
      hosts = withEligible(hosts, context.snapshot?.models() ?? none, context);
    else if (outcome === 'allowed' && requested !== null)
      hosts = withHostsOf(hosts, termsModelOf(context.resolve(requested)), context);
  }
  for (const reference of references) {
    if (reference.kind !== 'pattern') continue;
    const members = context.wildcards?.membersOf(reference.text, reference.excluded) ?? none;
    hosts = withEligible(hosts, members, context);
  }
  return hosts;
}

function withEligible(
  hosts: readonly Host[],
  rows: readonly CatalogModel[],
  context: JudgeContext,
): readonly Host[] {
  const eligible = rows.filter((row) => context.isEligible(row));
  return eligible.reduce((all, row) => withHostsOf(all, row, context), hosts);
}

function withHostsOf(hosts: readonly Host[], model: TermsModel, { terms }: JudgeContext): readonly Host[] {
  const { ignored: more } = terms.judge(model);
  if (hosts === none || more === hosts) return more;
  return joinHosts(hosts)(more);
}

const none: readonly never[] = Object.freeze([]);
