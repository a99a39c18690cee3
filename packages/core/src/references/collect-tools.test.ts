import type { JsonObject } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { collectReferences } from './collect-references.js';

function pathsIn(body: JsonObject): readonly string[] {
  return collectReferences({ model: 'qwen/qwen3', ...body }).references.map(({ path }) => path);
}

describe('collectTools', () => {
  it('refuses nested tools without end rather than run out of stack', () => {
    let tool: JsonObject = { type: 'openrouter:datetime' };
    for (let depth = 0; depth < 20_000; depth += 1) {
      tool = { type: 'openrouter:subagent', parameters: { tools: [tool] } };
    }
    const { references } = collectReferences({ model: 'qwen/qwen3', tools: [tool] });
    expect(references.map((each) => each.kind === 'open' && each.reason)).toEqual([false, 'too-deep']);
  });

  const schema = { type: 'object', properties: { model: { type: 'string' } } };
  it.each([
    ['of a namespace', { type: 'namespace', tools: [{ type: 'function', name: 'f', parameters: schema }] }],
    ['with an output', { type: 'function', name: 'f', output_schema: schema }],
  ])('takes a schema for the caller’s own: a function %s', (_, tool) => {
    expect(pathsIn({ tools: [tool] })).toEqual(['/model']);
  });

  it('reads what a namespace holds like any other tool, defaults and all', () => {
    const tools = [{ type: 'namespace', tools: [{ type: 'image_generation' }], judge_model: 'a/b' }];
    expect(pathsIn({ tools })).toEqual(['/model', '/tools/0/tools/0/model', '/tools/0/judge_model']);
  });
});

describe('fallbacks', () => {
  it('are judged by every field that looks like a model’s', () => {
    const fallbacks = [{ model: 'qwen/qwen3', other_model: 'a/b', additionalProperties: { model: 'c/d' } }];
    expect(pathsIn({ fallbacks })).toEqual([
      '/model',
      '/fallbacks/0/model',
      '/fallbacks/0/other_model',
      '/fallbacks/0/additionalProperties/model',
    ]);
  });
});
