import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { evaluate } from './evaluate.js';

const snapshot = catalogSnapshot([catalogModel('open/small')]);

describe('evaluate', () => {
  it('takes no notice of what a body only inherits, because that is not sent', () => {
    const inheriting: object = Object.create({ model: 'open/small', provider: null });
    const decision = evaluate(inheriting, snapshot);
    expect(decision.violations).toMatchObject([{ path: '/model', code: 'SERVER_PICKS' }]);
  });

  it('takes no inherited flag for one', () => {
    const provider: object = Object.create({ enforce_distillable_text: true });
    const { request } = evaluate({ model: 'open/small', provider }, snapshot);
    expect(JSON.stringify(request)).toBe(
      '{"model":"open/small","provider":{"enforce_distillable_text":true}}',
    );
  });

  it('knows no freshness, and judges no age, without a clock', () => {
    const decision = evaluate({ model: 'open/small' }, snapshot, { maxCatalogAge: 0 });
    expect(decision).toMatchObject({ allowed: true, catalog: { freshness: null } });
  });

  it('judges how fresh the catalog is by the limits that are given', () => {
    const freshnessAt = (now: number) =>
      evaluate({ model: 'open/small' }, snapshot, {}, { now, limits: { ttl: 10, maxStale: 20 } }).catalog
        ?.freshness;
    expect([10, 20, 21].map(freshnessAt)).toEqual(['fresh', 'stale', 'expired']);
  });

  it('explains a slug in capitals with the right spelling', () => {
    const { violations } = evaluate({ model: ' Open/Small' }, snapshot);
    expect(violations[0]?.message).toContain('Did you mean open/small (distillable)?');
  });

  it('survives a value that is nested without end where a slug belongs', () => {
    let value: unknown = 'open/small';
    for (let depth = 0; depth < 20_000; depth += 1) value = [value];
    const { violations } = evaluate({ model: value }, snapshot);
    expect(violations).toMatchObject([{ path: '/model', code: 'NOT_A_SLUG' }]);
  });

  it('survives an object that hides how to become text', () => {
    const body = { model: 'open/small', plugins: [{ id: 'fusion', preset: { toString: {} } }] };
    const { references } = evaluate(body, snapshot);
    expect(references).toMatchObject([
      {},
      { code: 'SERVER_PICKS' },
      { path: '/plugins/0/preset', code: 'NOT_A_SLUG' },
    ]);
  });

  it('survives a clock that gives nonsense', () => {
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
      expect(evaluate({ model: 'closed/big' }, snapshot, {}, { now }).catalog?.freshness).toBe('expired');
    }
  });

  it('counts rows that the list does not describe readably as unknown, in wildcards and private names too', () => {
    const rows = catalogSnapshot([catalogModel('open/small'), catalogAlias('open/odd', '', 'distillable')]);
    const plugins = [{ id: 'auto-router', allowed_models: ['open/*'] }];
    const codes = (body: object, allow?: readonly string[]) =>
      evaluate(body, rows, allow === undefined ? {} : { allow }).violations.map(({ code }) => code);
    expect(codes({ model: 'open/odd' })).toEqual(['ALIAS_TARGET_UNKNOWN']);
    expect(codes({ model: 'open/odd' }, ['open/odd'])).toEqual(['ALIAS_TARGET_UNKNOWN']);
    expect(codes({ model: 'openrouter/auto', plugins })).toContain('WILDCARD_NOT_DISTILLABLE');
    expect(codes({ model: 'open/small' })).toEqual([]);
  });

  it.each(['messages', 'input', 'prompt'])('takes a body with %s for no mere frame of a batch', (field) => {
    const requests = [{ body: { model: 'open/small', messages: [] } }];
    const { violations } = evaluate({ model: 'open/small', [field]: [], requests }, snapshot);
    expect(violations).toMatchObject([{ path: '/requests', code: 'BATCH_MALFORMED' }]);
  });

  it('reads every body of a batch in the spelling that is said', () => {
    const requests = [{ body: { messages: [], topK: 1 } }, { body: { messages: [], topP: 1 } }];
    const { changes } = evaluate({ model: 'open/small', requests }, snapshot, {}, { naming: 'sdk' });
    expect(changes).toEqual([
      { op: 'add', path: '/requests/0/body/provider', value: { enforceDistillableText: true } },
      { op: 'add', path: '/requests/1/body/provider', value: { enforceDistillableText: true } },
    ]);
  });

  it('gives a decision that is plain JSON', () => {
    const decision = evaluate({ model: 'open/small', models: ['x', 7, ''] }, snapshot, { mode: 'prune' });
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});
