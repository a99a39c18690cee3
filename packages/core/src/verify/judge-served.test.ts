import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { evaluate } from '../decide/evaluate.js';
import { compilePolicy } from '../policy/compile-policy.js';
import type { Policy } from '../policy/policy.js';
import { createTermsJudge } from '../terms/terms-judge.js';
import { judgeByRequest, judgeBySnapshot } from './served-models.js';

const closed = { permission: 'not-distillable' } as const;
const retrievedAt = Date.UTC(2026, 8, 2);
const snapshot = catalogSnapshot(
  [
    catalogModel('open/small', { canonicalSlug: 'open/small-20260101' }),
    catalogModel('open/large'),
    catalogModel('closed/big', closed),
    catalogModel('openrouter/auto', { ...closed, kind: 'router' }),
  ],
  { retrievedAt: new Date(retrievedAt) },
);

function judge(slug: string, policy: Policy = {}): [allowed: boolean, code: string] {
  const { allowed, code } = judgeBySnapshot(snapshot, compilePolicy(policy), { now: retrievedAt })(slug);
  return [allowed, code];
}

describe('a served model, by a catalog', () => {
  it.each<[slug: string, policy: Policy, allowed: boolean, code: string]>([
    ['open/small', {}, true, 'DISTILLABLE'],
    ['open/small-20260101', {}, true, 'DISTILLABLE'],
    ['open/small:nitro', {}, true, 'DISTILLABLE'],
    ['open/small:free', {}, false, 'VARIANT_WITHOUT_ROW'],
    ['closed/big', {}, false, 'NOT_DISTILLABLE'],
    ['closed/big:nitro', {}, false, 'NOT_DISTILLABLE'],
    ['small', {}, false, 'UNKNOWN_MODEL'],
    ['', {}, false, 'EMPTY_SLUG'],
    ['openrouter/auto', {}, false, 'ROUTER_UNBOUNDED'],
    ['openrouter/auto', { routers: 'bounded' }, false, 'ROUTER_UNBOUNDED'],
    ['@preset/mine', {}, false, 'PRESET_UNKNOWN'],
    ['open/small', { deny: ['open/small'] }, false, 'DENIED_BY_POLICY'],
    ['open/small-20260101', { deny: ['open/small'] }, false, 'DENIED_BY_POLICY'],
    ['open/small', { deny: ['open/*'] }, false, 'DENIED_BY_POLICY'],
    ['open/small', { allow: ['open/small'] }, true, 'DISTILLABLE'],
    ['open/large', { allow: ['open/small'] }, false, 'NOT_IN_POLICY'],
    ['open/large', { allow: [] }, false, 'NOT_IN_POLICY'],
    ['mine/private', { allow: ['mine/private'] }, true, 'ADMITTED_BY_POLICY'],
  ])('%o under %o: allowed %o, %s', (slug, policy, allowed, code) => {
    expect(judge(slug, policy)).toEqual([allowed, code]);
  });
});

describe('a served model, without a catalog', () => {
  const policy: Policy = { withoutCatalog: 'enforce-only' };
  const body = { model: 'open/small', models: ['open/large', 'any/other:nitro'] };
  const judgeServed = judgeByRequest(
    evaluate(body, null, policy),
    createTermsJudge({ acceptedTerms: null }, undefined),
  );

  it.each(['open/small', 'open/large', 'any/other:nitro'])('%s was asked for, and is unchecked', (slug) => {
    expect(judgeServed(slug)).toMatchObject({ verdict: 'unknown', allowed: true, code: 'UNCHECKED' });
  });

  it.each(['closed/big', 'open/small-20260101', 'any/other', 'OPEN/SMALL', ''])(
    '%o was not asked for',
    (slug) => {
      expect(judgeServed(slug)).toMatchObject({ verdict: 'unknown', allowed: false, code: 'NO_CATALOG' });
    },
  );
});
