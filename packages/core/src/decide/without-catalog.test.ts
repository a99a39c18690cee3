import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.js';

const enforceOnly = { withoutCatalog: 'enforce-only' } as const;
const decide = (body: unknown, policy = {}, options = {}) => evaluate(body, null, policy, options);
const codesOf = ({ violations }: ReturnType<typeof decide>) =>
  violations.map(({ path, code }) => `${path} ${code}`);

describe('without a catalog', () => {
  it('nothing passes, and the reason comes first', () => {
    const decision = decide({ model: 'open/small' }, {}, { unavailable: 'No list.' });
    expect(decision).toMatchObject({ allowed: false, request: null, changes: [], catalog: null });
    expect(decision.violations).toEqual([
      { path: '', code: 'CATALOG_UNAVAILABLE', message: 'No list.', alternatives: [] },
      expect.objectContaining({ path: '/model', code: 'NO_CATALOG' }),
    ]);
    expect(decision.violations[1]?.message).toContain('open/small could not be judged');
  });

  it('a body that is not an object is rejected under enforce-only too', () => {
    expect(decide(null, enforceOnly)).toMatchObject({ references: [], allowed: false });
    expect(codesOf(decide([], enforceOnly))).toEqual([' CATALOG_UNAVAILABLE', ' BODY_NOT_OBJECT']);
  });

  it('plain models pass under enforce-only, with the flag, and say that they were not checked', () => {
    const body = { model: 'open/small', models: ['open/large'] };
    const decision = decide(body, enforceOnly);
    expect(decision).toMatchObject({ allowed: true, violations: [] });
    expect(decision.request).toEqual({ ...body, provider: { enforce_distillable_text: true } });
    expect(decision.references.map(({ code, verdict, outcome }) => [code, verdict, outcome])).toEqual([
      ['UNCHECKED', 'unknown', 'allowed'],
      ['UNCHECKED', 'unknown', 'allowed'],
    ]);
  });

  it('a body that has the flag already is passed on as a copy', () => {
    const body = { model: 'open/small', provider: { enforce_distillable_text: true } };
    const { request, changes } = decide(body, enforceOnly);
    expect(request).toEqual(body);
    expect(request).not.toBe(body);
    expect(changes).toEqual([]);
  });

  it('text where no model is expected counts only if it is a router, a preset or denied', () => {
    const body = {
      model: 'open/small',
      judge: ['image/png', 'open/large', 'openrouter/auto', 'a/b@preset/c'],
    };
    expect(codesOf(decide(body, { ...enforceOnly, allow: ['open/small'] })).slice(1)).toEqual([
      '/judge/2 ROUTER_UNBOUNDED',
      '/judge/3 PRESET_UNKNOWN',
    ]);
    expect(codesOf(decide(body, { ...enforceOnly, deny: ['open/large'] }))).toContain(
      '/judge/1 DENIED_BY_POLICY',
    );
  });

  it('the flag is written as its reader reads it', () => {
    const sdk = decide({ model: 'open/small' }, enforceOnly, { naming: 'sdk' });
    expect(sdk.request).toMatchObject({ provider: { enforceDistillableText: true } });
  });

  it.each([
    [
      'a provider that is not an object',
      { model: 'open/small', provider: 'x' },
      ['/provider PROVIDER_NOT_OBJECT'],
    ],
    ['a batch without requests', { model: 'open/small', requests: [] }, ['/requests BATCH_MALFORMED']],
    ['a field in the other spelling', { model: 'a/b', maxTokens: 1 }, ['/maxTokens OTHER_NAMING']],
    ['no model', {}, ['/model SERVER_PICKS']],
    ['a model that is not text', { model: 7 }, ['/model NOT_A_SLUG']],
    ['a preset', { model: '@preset/x' }, ['/model PRESET_UNKNOWN']],
    ['a router', { model: 'openrouter/auto' }, ['/model ROUTER_UNBOUNDED']],
    [
      'a router with candidates that no one can check',
      { model: 'openrouter/auto', plugins: [{ id: 'auto-router', allowed_models: ['a/b'] }] },
      ['/model ROUTER_UNBOUNDED', '/plugins/0/allowed_models/0 NO_CATALOG'],
    ],
    ['an alias', { model: '~a/b-latest' }, ['/model NO_CATALOG']],
    [
      "a model of OpenRouter's own, which may be a router",
      { model: 'openrouter/new' },
      ['/model NO_CATALOG'],
    ],
    [
      'a candidate of a router',
      { model: 'a/b', plugins: [{ id: 'auto-router', allowed_models: ['a/*'] }] },
      ['/plugins/0/allowed_models/0 NO_CATALOG'],
    ],
    [
      'a model inside a tool',
      { model: 'a/b', tools: [{ type: 'openrouter:subagent', parameters: { model: 'a/b' } }] },
      ['/tools/0/parameters/model NO_CATALOG'],
    ],
    ['an empty slug', { model: '' }, ['/model NO_CATALOG']],
    ['a slug with a space before it', { model: 'x a/b' }, ['/model NO_CATALOG']],
    ['a slug of three parts', { model: 'a/b/c' }, ['/model NO_CATALOG']],
    ['a slug with a space', { model: 'a/b c' }, ['/model NO_CATALOG']],
    ['a slug without an author', { model: 'b' }, ['/model NO_CATALOG']],
  ])('%s is rejected under enforce-only too', (_title, body, codes) => {
    const decision = decide(body, enforceOnly);
    expect(decision.allowed).toBe(false);
    expect(codesOf(decision)).toEqual(expect.arrayContaining([' CATALOG_UNAVAILABLE', ...codes]));
  });

  it('nothing is pruned, as nothing is proven', () => {
    const body = { model: 'a/b', models: ['@preset/x'] };
    expect(codesOf(decide(body, { ...enforceOnly, mode: 'prune' }))).toContain('/models/0 PRESET_UNKNOWN');
  });

  it('presets stay unknown, even those that were read', () => {
    const presets = new Map([['x', { model: 'a/b' }]]);
    expect(codesOf(decide({ preset: 'x', model: 'a/b' }, enforceOnly, { presets }))).toContain(
      '/preset PRESET_UNKNOWN',
    );
  });

  it('every reference says what is there, and what to do', () => {
    const { references } = decide({ models: [7, 'a/b'], preset: 'x', plugins: [{ id: 'pareto-router' }] });
    expect(references.map(({ requested }) => requested)).toEqual(['7', 'a/b', 'x', null]);
    expect(references[3]?.message).toContain('has no safe bound');
    expect(references.map(({ alternatives }) => alternatives)).toEqual([[], [], [], []]);
  });

  it.each([
    ['a/b', { deny: ['a'] }, 'DENIED_BY_POLICY'],
    ['a/b@preset/x', { deny: ['a'] }, 'DENIED_BY_POLICY'],
    ['a/b', { allow: ['c'] }, 'NOT_IN_POLICY'],
    ['a/b', { allow: ['a/b'] }, 'UNCHECKED'],
  ])('the lists of the policy hold all the same: %s under %j', (model, lists, code) => {
    const { references } = decide({ model }, { ...enforceOnly, ...lists });
    expect(references).toMatchObject([{ code }]);
  });

  it('every body of a batch carries the flag, and its frame does not', () => {
    const requests = [{ body: { messages: [] } }, { body: { model: 'a/b', messages: [] } }];
    const { changes } = decide({ model: 'a/b', requests }, enforceOnly);
    expect(changes.map(({ path }) => path)).toEqual([
      '/requests/0/body/provider',
      '/requests/1/body/provider',
    ]);
  });
});
