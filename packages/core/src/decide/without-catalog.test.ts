import { describe, expect, it } from 'vitest';
import { decideWithoutCatalog } from './without-catalog.js';

const enforceOnly = { onCatalogUnavailable: 'enforce-only' } as const;
const decide = (body: unknown, policy = {}, options = {}) =>
  decideWithoutCatalog(body, policy, options, 'No list.');
const codesOf = ({ violations }: ReturnType<typeof decide>) =>
  violations.map(({ path, code }) => `${path} ${code}`);

describe('without a catalog', () => {
  it('nothing passes, and the reason comes first', () => {
    const decision = decide({ model: 'open/small' });
    expect(decision).toMatchObject({ allowed: false, request: null, changes: [], catalog: null });
    expect(decision.violations).toEqual([
      { path: '', code: 'CATALOG_UNAVAILABLE', message: 'No list.', alternatives: [] },
      expect.objectContaining({ path: '/model', code: 'NO_CATALOG' }),
    ]);
    expect(decision.violations[1]?.message).toContain('open/small could not be judged');
  });

  it('what is no object is refused for that alone', () => {
    expect(decide(null, enforceOnly)).toMatchObject({ references: [], allowed: false });
    expect(codesOf(decide([], enforceOnly))).toEqual([' CATALOG_UNAVAILABLE']);
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

  it('the flag is written as its reader reads it', () => {
    const sdk = decide({ model: 'open/small' }, enforceOnly, { naming: 'sdk' });
    expect(sdk.request).toMatchObject({ provider: { enforceDistillableText: true } });
  });

  it.each([
    ['a provider that is no object', { model: 'open/small', provider: 'x' }, [' CATALOG_UNAVAILABLE']],
    ['a batch without requests', { model: 'open/small', requests: [] }, ['/requests BATCH_MALFORMED']],
    ['no model', {}, ['/model SERVER_PICKS']],
    ['a model that is no text', { model: 7 }, ['/model NOT_A_SLUG']],
    ['a preset', { model: '@preset/x' }, ['/model PRESET_UNKNOWN']],
    ['a router', { model: 'openrouter/auto' }, ['/model ROUTER_UNBOUNDED']],
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
    ['a slug with a space before it', { model: 'x a/b' }, ['/model NO_CATALOG']],
    ['a slug of three parts', { model: 'a/b/c' }, ['/model NO_CATALOG']],
    ['a slug with a space', { model: 'a/b c' }, ['/model NO_CATALOG']],
    ['a slug without an author', { model: 'b' }, ['/model NO_CATALOG']],
  ])('%s is refused under enforce-only too', (_title, body, codes) => {
    const decision = decide(body, enforceOnly);
    expect(decision.allowed).toBe(false);
    expect(codesOf(decision)).toEqual(expect.arrayContaining([' CATALOG_UNAVAILABLE', ...codes]));
  });

  it('every reference tells what stands there, and what to do', () => {
    const { references } = decide({ models: [7, 'a/b'], preset: 'x', plugins: [{ id: 'pareto-router' }] });
    expect(references.map(({ requested }) => requested)).toEqual(['7', 'a/b', 'x', null]);
    expect(references[3]?.message).toContain('has no safe bound');
    expect(references.map(({ alternatives }) => alternatives)).toEqual([[], [], [], []]);
  });

  it('the lists of the policy hold all the same', () => {
    expect(codesOf(decide({ model: 'a/b' }, { ...enforceOnly, deny: ['a'] }))).toContain(
      '/model DENIED_BY_POLICY',
    );
    expect(codesOf(decide({ model: 'a/b@preset/x' }, { ...enforceOnly, deny: ['a'] }))).toContain(
      '/model PRESET_UNKNOWN',
    );
    expect(codesOf(decide({ model: 'a/b' }, { ...enforceOnly, allow: ['c'] }))).toContain(
      '/model NOT_IN_POLICY',
    );
    expect(decide({ model: 'a/b' }, { ...enforceOnly, allow: ['a/b'] }).allowed).toBe(true);
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
