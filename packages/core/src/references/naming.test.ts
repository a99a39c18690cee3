import type { JsonObject } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import { collectReferences } from './collect-references.js';
import { toCamelCase, toSnakeCase } from './naming.js';

const camelCasedIn = (body: JsonObject) => collectReferences({ model: 'a/b', ...body }).camelCased;

describe('fields of a body for the wire that only the official SDK reads', () => {
  const tool = (type: string, parameters: JsonObject, more: JsonObject = {}) => ({
    tools: [{ type, parameters, ...more }],
  });

  it.each<[where: string, body: JsonObject, paths: readonly string[]]>([
    ['documented ones at the top', { maxTokens: 1, toolChoice: 'auto' }, ['/maxTokens', '/toolChoice']],
    [
      'provider preferences',
      { provider: { enforceDistillableText: true } },
      ['/provider/enforceDistillableText'],
    ],
    [
      'candidates of a router',
      { plugins: [{ id: 'auto-router', allowedModels: [] }] },
      ['/plugins/0/allowedModels'],
    ],
    [
      'the panel of a plugin',
      { plugins: [{ id: 'fusion', analysisModels: [] }] },
      ['/plugins/0/analysisModels'],
    ],
    ['those of any other plugin', { plugins: [{ id: 'web', maxResults: 1 }] }, ['/plugins/0/maxResults']],
    [
      'settings of server tools',
      tool('openrouter:fusion', { analysisModels: [] }),
      ['/tools/0/parameters/analysisModels'],
    ],
    ['settings of an advisor', tool('openrouter:advisor', { xY: 1 }), ['/tools/0/parameters/xY']],
    ['settings of a subagent', tool('openrouter:subagent', { xY: 1 }), ['/tools/0/parameters/xY']],
    [
      'the wrapper around settings',
      tool('openrouter:advisor', { model: 'a/b' }, { additionalProperties: {} }),
      ['/tools/0/additionalProperties'],
    ],
    ['fields of other server tools', { tools: [{ type: 'mcp', serverUrl: 'x' }] }, ['/tools/0/serverUrl']],
    [
      'fields of an image tool',
      { tools: [{ type: 'image_generation', model: 'a/b', outputFormat: 'png' }] },
      ['/tools/0/outputFormat'],
    ],
    [
      'OpenRouter’s own fields of a function',
      { tools: [{ type: 'function', cacheControl: {} }] },
      ['/tools/0/cacheControl'],
    ],
    ['the schema of a function', { tools: [{ name: 'f', inputSchema: {} }] }, ['/tools/0/inputSchema']],
    [
      'fields of a namespace, and of what it holds',
      { tools: [{ type: 'namespace', deferLoading: true, tools: [{ type: 'custom', outputSchema: {} }] }] },
      ['/tools/0/tools/0/outputSchema', '/tools/0/deferLoading'],
    ],
    [
      'tools within tools, and later ones',
      { input: [tool('openrouter:subagent', { tools: [{ type: 'openrouter:advisor', xY: 1 }] })] },
      ['/input/0/tools/0/parameters/tools/0/xY'],
    ],
  ])('are found: %s', (_, body, paths) => {
    expect(camelCasedIn(body)).toEqual(paths);
  });

  it.each<[where: string, body: JsonObject]>([
    ['in fields that OpenRouter does not know', { fooBar: { maxTokens: 1 } }],
    ['in messages', { messages: [{ maxTokens: 1, toolCallId: 'x' }] }],
    ['in metadata', { metadata: { maxTokens: 1 } }],
    ['in the schema of a function', { tools: [{ type: 'function', parameters: { maxTokens: {} } }] }],
    ['in fields of a function that OpenRouter does not know', { tools: [{ type: 'function', fooBar: 1 }] }],
    [
      'in the settings of an image model',
      tool('openrouter:image_generation', { model: 'a/b', aspectRatio: '1:1' }),
    ],
    ['in preferences and plugins that are not objects', { provider: 'x', plugins: [null, 1], tools: [null] }],
  ])('are not looked for %s', (_, body) => {
    expect(camelCasedIn(body)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['enforce_distillable_text', 'enforceDistillableText'],
    ['top_p', 'topP'],
    ['zdr', 'zdr'],
  ])('of the wire is spelled for the SDK, and back: %s', (wire, sdk) => {
    expect(toCamelCase(wire)).toBe(sdk);
    expect(toSnakeCase(sdk)).toBe(wire);
  });
});
