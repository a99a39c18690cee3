import type { CatalogModel } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { type EvaluateOptions, evaluate } from './evaluate.js';

const model = (slug: string, permission: CatalogModel['permission'], outputModalities = ['text']) =>
  catalogModel(slug, { permission, outputModalities });
const snapshot = catalogSnapshot([
  model('one/good', 'distillable'),
  model('one/bad', 'not-distillable'),
  model('two/good', 'distillable'),
  model('two/better', 'distillable'),
  model('two/bad', 'not-distillable'),
  model('bad/a', 'not-distillable'),
  model('bad/b', 'not-distillable'),
  model('bad/c', 'not-distillable'),
  model('bad/d', 'not-distillable'),
  model('paint/good', 'distillable', ['image']),
]);
const prune = (body: object, options: EvaluateOptions = {}) =>
  evaluate(body, snapshot, { mode: 'prune' }, options);
const auto = (allowed_models: unknown, more: object = {}) => ({ id: 'auto-router', allowed_models, ...more });
const everyText = ['one/good', 'two/better', 'two/good'];

describe('candidates', () => {
  it('are narrowed wildcard by wildcard, each to its own members', () => {
    const { changes, references } = prune({
      model: 'openrouter/auto',
      plugins: [auto(['two/*', 'one/*', 'bad/*'])],
    });
    const value = ['two/better', 'two/good', 'one/good'];
    expect(changes[0]).toEqual({ op: 'replace', path: '/plugins/0/allowed_models', value });
    expect(references.map(({ outcome }) => outcome)).toEqual(['allowed', 'dropped', 'dropped', 'dropped']);
  });

  it('are named once, though a slug and a wildcard give the same', () => {
    const { changes } = prune({ model: 'openrouter/auto', plugins: [auto(['one/good', 'one/*'])] });
    expect(changes[0]).toMatchObject({ value: ['one/good'] });
  });

  it('are narrowed in the list that needs it, and in no other', () => {
    const plugins = [auto(['one/good']), { id: 'auto-beta-router', allowed_models: ['two/good', 'two/bad'] }];
    const { changes, references } = prune({ model: 'openrouter/auto', plugins });
    expect(changes).toEqual([
      { op: 'replace', path: '/plugins/1/allowed_models', value: ['two/good'] },
      { op: 'add', path: '/provider', value: { enforce_distillable_text: true } },
    ]);
    expect(references.map(({ outcome }) => outcome)).toEqual(['allowed', 'allowed', 'allowed', 'dropped']);
  });

  it('stay refused where none is left', () => {
    const { allowed, violations } = prune({
      model: 'openrouter/auto',
      plugins: [auto(['bad/*', 'one/bad'])],
    });
    expect(allowed).toBe(false);
    expect(violations.map(({ path }) => path)).toEqual([
      '/plugins/0/allowed_models/0',
      '/plugins/0/allowed_models/1',
    ]);
  });

  it('that are wildcards tell which members are the problem, and which are not', () => {
    const { references } = evaluate({ model: 'one/good', plugins: [auto(['*/*'])] }, snapshot);
    expect(references[1]?.message).toBe(
      '*/* also matches bad/a, bad/b, bad/c and 3 more, which may not be used. Name the models one by one.',
    );
    expect(references[1]?.alternatives).toEqual(['one/good', 'paint/good', 'two/better']);
    const three = evaluate(
      { model: 'one/good', plugins: [auto(['bad/*'], { excluded_models: ['bad/d'] })] },
      snapshot,
    );
    expect(three.references[1]?.message).toContain('matches bad/a, bad/b, bad/c, which may not');
  });

  it('are excluded by what their reader reads', () => {
    const plugin = { id: 'auto-router', allowed_models: ['two/*'], excluded_models: ['two/bad'] };
    const sdkPlugin = { id: 'auto-router', allowedModels: ['two/*'], excludedModels: ['two/bad'] };
    const allows = (plugins: object, naming: 'wire' | 'sdk') =>
      evaluate({ model: 'one/good', plugins: [plugins] }, snapshot, {}, { naming }).allowed;
    expect(allows(plugin, 'wire')).toBe(true);
    expect(allows(sdkPlugin, 'sdk')).toBe(true);
    expect(allows({ ...plugin, excluded_models: [] }, 'wire')).toBe(false);
    expect(allows({ ...sdkPlugin, excludedModels: [] }, 'sdk')).toBe(false);
  });
});

describe('auto routers', () => {
  it('get a bound each, of every eligible text model', () => {
    const { request, references } = prune({ model: 'openrouter/auto', models: ['openrouter/auto-beta'] });
    expect(request).toMatchObject({
      plugins: [auto(everyText), { id: 'auto-beta-router', allowed_models: everyText }],
    });
    expect(references.map(({ code, alternatives }) => [code, alternatives])).toEqual([
      ['ROUTER_BOUND_ADDED', []],
      ['ROUTER_BOUND_ADDED', []],
    ]);
    expect(references[0]?.message).toContain('openrouter/auto may pick only among distillable models');
  });

  it('get it in their own entry, beside one that is bounded already', () => {
    const plugins = [auto(['one/good']), { id: 'auto-beta-router' }];
    const { changes } = prune({ model: 'openrouter/auto-beta', plugins });
    expect(changes[0]).toEqual({ op: 'add', path: '/plugins/1/allowed_models', value: everyText });
    expect(changes).toHaveLength(2);
  });

  it('get none from another one that is switched off', () => {
    const plugins = [{ id: 'auto-beta-router', enabled: false }];
    const { request } = prune({ model: 'openrouter/auto', plugins });
    expect(request).toMatchObject({ plugins: [{ id: 'auto-beta-router' }, auto(everyText)] });
  });

  it('inside tools can not be bounded', () => {
    const tools = [{ type: 'openrouter:subagent', parameters: { model: 'openrouter/auto' } }];
    const { allowed, violations } = prune({ model: 'openrouter/auto', tools });
    expect(allowed).toBe(false);
    expect(violations.map(({ path }) => path)).toEqual(['/tools/0/parameters/model']);
  });

  it('get only what the policy lists, by author or by exact slug', () => {
    const bound = (allow: string[]) =>
      evaluate({ model: 'openrouter/auto' }, snapshot, { mode: 'prune', allow }).request;
    expect(bound(['two'])).toMatchObject({ plugins: [auto(['two/better', 'two/good'])] });
    expect(bound(['two/good'])).toMatchObject({ plugins: [auto(['two/good'])] });
  });

  it('are refused where nothing is eligible', () => {
    const { violations } = evaluate({ model: 'openrouter/auto' }, snapshot, { mode: 'prune', allow: [] });
    expect(violations.map(({ code }) => code)).toEqual(['ROUTER_UNBOUNDED']);
  });
});

describe('models', () => {
  it('lose several fallbacks without the pointers of the others going wrong', () => {
    const { request } = prune({
      model: 'one/good',
      models: ['bad/a', 'two/good', 'bad/b', 'two/better', 'bad/c'],
    });
    expect(request).toMatchObject({ model: 'one/good', models: ['two/good', 'two/better'] });
  });

  it("lose Anthropic's fallbacks alike, and one of these may step in", () => {
    const { request } = prune({ model: 'bad/a', fallbacks: [{ model: 'bad/b' }, { model: 'two/good' }] });
    expect(request).toEqual({ model: 'two/good', provider: { enforce_distillable_text: true } });
  });

  it('stay as they are where the list is empty', () => {
    expect(prune({ model: 'one/good', models: [] }).request).toMatchObject({ models: [] });
  });
});

describe('a private model', () => {
  it('is admitted by its exact slug, but not where that is a known model in another case', () => {
    const judge = (slug: string) =>
      evaluate({ model: slug }, snapshot, { allow: [slug.trim().toLowerCase()] });
    expect(judge('mine/private').references[0]).toMatchObject({
      code: 'ADMITTED_BY_POLICY',
      outcome: 'allowed',
    });
    expect(judge('ONE/bad').allowed).toBe(false);
    expect(judge('one/bad ').allowed).toBe(false);
    expect(judge('one/bad').allowed).toBe(false);
  });
});
