import { describe, expect, it } from 'vitest';
import { detectNaming, spell } from './naming.js';

describe('detectNaming', () => {
  it.each([
    ['nothing that tells', { model: 'a/b', messages: [] }, ['wire']],
    ['a field in snake_case', { max_tokens: 1 }, ['wire']],
    ['a field in camelCase', { maxTokens: 1 }, ['sdk']],
    ['both', { maxTokens: 1, top_p: 1 }, ['wire', 'sdk']],
    ['provider preferences in camelCase', { provider: { allowFallbacks: true } }, ['sdk']],
    ['the flag in camelCase', { provider: { enforceDistillableText: false } }, ['sdk']],
    ['the flag in snake_case', { provider: { enforce_distillable_text: true } }, ['wire']],
    [
      'a plugin in camelCase',
      { plugins: [{ id: 'web' }, { id: 'auto-router', allowedModels: [] }] },
      ['sdk'],
    ],
    [
      'a plugin in another spelling than the body',
      { top_p: 1, plugins: [{ pinModel: true }] },
      ['wire', 'sdk'],
    ],
    [
      'settings of a server tool in camelCase',
      { tools: [{ type: 'openrouter:fusion', parameters: { analysisModels: [] } }] },
      ['sdk'],
    ],
    ['a schema of a function', { tools: [{ type: 'function', parameters: { maxTokens: {} } }] }, ['wire']],
    ['camelCase inside a message', { messages: [{ maxTokens: 1 }] }, ['wire']],
    [
      'preferences and plugins that are no objects',
      { provider: 'x', plugins: [null, 1], tools: [null] },
      ['wire'],
    ],
  ])('tells from %s', (_, body, expected) => {
    expect(detectNaming(body)).toEqual(expected);
  });
});

describe('spell', () => {
  it('spells a name of the wire for its reader', () => {
    expect(spell('enforce_distillable_text', 'wire')).toBe('enforce_distillable_text');
    expect(spell('enforce_distillable_text', 'sdk')).toBe('enforceDistillableText');
    expect(spell('zdr', 'sdk')).toBe('zdr');
  });
});
