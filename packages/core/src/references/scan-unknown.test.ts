import { describe, expect, it } from 'vitest';
import { collectReferences } from './collect-references.js';
import { maxMentions, maxPlaces } from './reference.js';
import { isModelLike } from './scan-unknown.js';

const found = (body: object) => {
  const { references } = collectReferences({ model: 'a/b', ...body });
  return references.slice(1).map((each) => `${each.path} ${each.kind === 'open' ? each.reason : each.kind}`);
};

describe('isModelLike', () => {
  it.each([
    ...[
      'model',
      'models',
      'Model',
      'MODEL',
      'judge_model',
      'judgeModel',
      'judgeModels',
      'model_id',
      'modelId',
    ],
    ...['model-override', 'x.model.y', 'models2_model', 'odd/~name_model'],
  ])('sees the word in %s', (key) => {
    expect(isModelLike(key)).toBe(true);
  });

  it.each(['modelled', 'remodel', 'modality', 'modalities', 'x_note', '', '__proto__'])(
    'sees none in %s',
    (key) => {
      expect(isModelLike(key)).toBe(false);
    },
  );
});

describe('what we do not know', () => {
  it('is looked through wherever it stands, provider preferences too', () => {
    expect(found({ provider: { model: 'c/d', sort: { partition: 'model' } } })).toEqual([
      '/provider/model slug',
    ]);
    expect(found({ novelty: [{ judge_model: ['c/d', 7] }] })).toEqual([
      '/novelty/0/judge_model/0 slug',
      '/novelty/0/judge_model/1 malformed',
    ]);
    expect(found({ novelty: { model: null }, metadata: { model: 'c/d' } })).toEqual([]);
  });

  it('is refused where there are more texts that may be slugs than are looked up', () => {
    const bodyWith = (count: number) => ({
      model: 'a/b',
      novelty: Array.from({ length: count }, () => 'c/d'),
    });
    expect(collectReferences(bodyWith(maxMentions)).places).toBe(1);
    expect(collectReferences(bodyWith(maxMentions + 1)).places).toBeGreaterThan(maxPlaces);
  });

  it('is refused where it is nested too deeply, lists and objects alike', () => {
    const nest = (depth: number, wrap: (inner: unknown) => unknown) =>
      Array.from({ length: depth }).reduce<unknown>((inner) => wrap(inner), { model: 'c/d' });
    for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ x: inner })]) {
      expect(found({ novelty: nest(60, wrap) })).toHaveLength(1);
      expect(found({ novelty: nest(60, wrap) })[0]).toContain('slug');
      expect(found({ novelty: nest(200, wrap) })).toEqual([expect.stringContaining('too-deep')]);
    }
    const wraps = [
      (tools: unknown) => ({ type: 'openrouter:subagent', parameters: { model: 'c/d', tools } }),
      (tools: unknown) => ({ type: 'openrouter:fusion', parameters: { analysis_models: ['c/d'], tools } }),
      (tools: unknown) => ({ type: 'namespace', tools }),
    ];
    for (const wrap of wraps) {
      const tools = Array.from({ length: 200 }).reduce<unknown>((inner) => [wrap(inner)], []);
      expect(found({ tools })).toContainEqual(expect.stringContaining('too-deep'));
    }
    const novelties = Array.from({ length: 200 }).reduce<unknown>(
      (inner) => ({ type: 'openrouter:novelty', inner }),
      {},
    );
    expect(found({ tools: [novelties] })).toContainEqual(expect.stringContaining('too-deep'));
  });

  it('is looked through beside the settings of a known tool', () => {
    const additionalProperties = { parameters: { model: 'c/d' }, judge_model: 'e/f' };
    expect(found({ tools: [{ type: 'openrouter:advisor', additionalProperties }] })).toContain(
      '/tools/0/additionalProperties/judge_model slug',
    );
  });

  it('is seen in whichever list of a pinned conversation it stands', () => {
    const plugins = [{ id: 'auto-router', pin_model: true }];
    expect(found({ plugins, input: [{ model: 'c/d' }] })).toEqual(['/input/0/model slug']);
    expect(found({ plugins, messages: [{}, { model: 'c/d' }] })).toEqual(['/messages/1/model slug']);
  });

  it('is a tool of its own only with a type that is text, at the beginning', () => {
    expect(found({ tools: [{ type: 'openrouter:oracle' }] })).toEqual(['/tools/0 unknown-tool']);
    expect(found({ tools: [{ type: 'OpenRouter:Advisor' }] })).toEqual(['/tools/0 unknown-tool']);
    expect(
      found({ tools: [{ type: 'my-openrouter:oracle' }, { type: 7 }, { type: 'openrouter:web_search' }] }),
    ).toEqual([]);
  });
});
