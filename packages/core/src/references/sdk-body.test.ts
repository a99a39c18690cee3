import type { JsonObject } from '@distillable/catalog';
import { describe, expect, it } from 'vitest';
import type { ApiShape } from '../api/index.js';
import { convertSdkBody } from './sdk-body.js';

const lostIn = (body: JsonObject, shape?: ApiShape) =>
  convertSdkBody(body, shape).lost.map(({ path, reason }) => `${path} ${reason}`);

const advisor = (more: JsonObject) => ({ tools: [{ type: 'openrouter:advisor', ...more }] });
const subagent = (tool: JsonObject) => ({
  tools: [{ type: 'openrouter:subagent', parameters: { tools: [tool] } }],
});

describe('a body for the official SDK', () => {
  const schema = { properties: { maxTokens: { type: 'string' } } };
  const cases: readonly [what: string, shape: ApiShape, body: JsonObject, wire: JsonObject][] = [
    [
      'at the top',
      'chat',
      { maxTokens: 1, topP: 1, model: 'a/b' },
      { max_tokens: 1, top_p: 1, model: 'a/b' },
    ],
    ['in provider preferences', 'chat', { provider: { maxPrice: {} } }, { provider: { max_price: {} } }],
    [
      'in plugins',
      'responses',
      { plugins: [{ id: 'auto-router', allowedModels: ['a/b'] }, null] },
      { plugins: [{ id: 'auto-router', allowed_models: ['a/b'] }, null] },
    ],
    [
      'in the settings of a server tool',
      'chat',
      { tools: [{ type: 'openrouter:fusion', parameters: { analysisModels: ['a/b'], maxToolCalls: 2 } }] },
      { tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: ['a/b'], max_tool_calls: 2 } }] },
    ],
    [
      'in a tool of the caller’s, but not in its schema',
      'messages',
      { tools: [{ name: 'f', inputSchema: schema, cacheControl: {} }] },
      { tools: [{ name: 'f', input_schema: schema, cache_control: {} }] },
    ],
    [
      'in a namespace of such tools',
      'responses',
      { tools: [{ type: 'namespace', tools: [{ type: 'function', outputSchema: schema }] }] },
      { tools: [{ type: 'namespace', tools: [{ type: 'function', output_schema: schema }] }] },
    ],
    [
      'in tools that a responses body adds later',
      'responses',
      { input: ['x', { tools: [{ type: 'image_generation', outputFormat: 'png' }] }] },
      { input: ['x', { tools: [{ type: 'image_generation', output_format: 'png' }] }] },
    ],
    [
      'not within tools of tools, which are sent as they are',
      'chat',
      subagent({ type: 'openrouter:fusion', parameters: { analysis_models: [], fooBar: 1 } }),
      subagent({ type: 'openrouter:fusion', parameters: { analysis_models: [], fooBar: 1 } }),
    ],
    [
      'not where only the caller knows the names',
      'chat',
      { metadata: { maxTokens: 1 }, fooBar: { maxTokens: 1 }, messages: [{ toolCallId: '1' }] },
      { metadata: { maxTokens: 1 }, fooBar: { maxTokens: 1 }, messages: [{ toolCallId: '1' }] },
    ],
    [
      'with what is wrapped put in place of the wrapper, for messages',
      'messages',
      advisor({ additionalProperties: { parameters: { model: 'a/b' }, type: 'x' } }),
      advisor({ parameters: { model: 'a/b' } }),
    ],
    [
      'with what a nested tool wraps put in place of the wrapper',
      'responses',
      subagent({ type: 'image_generation', additionalProperties: { model: 'a/b' } }),
      subagent({ type: 'image_generation', model: 'a/b' }),
    ],
    [
      'with the wrapper as an unknown field where it is not sent',
      'chat',
      advisor({ additionalProperties: { parameters: { model: 'a/b' } } }),
      advisor({ additional_properties: { parameters: { model: 'a/b' } } }),
    ],
  ];

  it.each(cases)('is converted %s', (_, shape, body, wire) => {
    const given = structuredClone(body);
    const converted = convertSdkBody(body, shape);
    expect(converted.wire).toEqual(wire);
    expect(converted.lost).toEqual([]);
    expect(body).toEqual(given);
  });

  it('keeps a field that is named like the prototype', () => {
    const body: JsonObject = JSON.parse('{"__proto__": {"model": "a/b"}, "provider": {"__proto__": 1}}');
    expect(JSON.stringify(convertSdkBody(body, 'chat').wire)).toBe(JSON.stringify(body));
  });
});

describe('a field that the SDK does not send', () => {
  it.each<[body: JsonObject, shape: ApiShape | undefined, lost: readonly string[]]>([
    [{ max_tokens: 1, foo_bar: 1, model: 'a/b' }, 'chat', ['/max_tokens wire-spelling']],
    [
      { provider: { enforce_distillable_text: true } },
      'chat',
      ['/provider/enforce_distillable_text wire-spelling'],
    ],
    [{ plugins: [{ id: 'x', foo_bar: 1 }] }, 'chat', ['/plugins/0/foo_bar wire-spelling']],
    [
      { tools: [{ type: 'openrouter:fusion', parameters: { analysis_models: [] } }] },
      'responses',
      ['/tools/0/parameters/analysis_models wire-spelling'],
    ],
    [{ tools: [{ name: 'f', input_schema: {} }] }, 'messages', ['/tools/0/input_schema wire-spelling']],
    [advisor({ parameters: {} }), 'messages', ['/tools/0/parameters not-sent']],
    [advisor({ parameters: {} }), 'chat', []],
    [advisor({ parameters: {} }), undefined, ['/tools/0 shape']],
    [advisor({ additionalProperties: {} }), undefined, ['/tools/0 shape']],
    [{ tools: [{ type: 'openrouter:web_search', parameters: {} }] }, 'messages', []],
    [
      subagent({ type: 'image_generation', model: 'a/b' }),
      'chat',
      ['/tools/0/parameters/tools/0/model not-sent'],
    ],
    [subagent({ type: 'function', function: {} }), 'chat', []],
    [
      { plugins: [{ id: 'fusion', tools: [{ type: 'image_generation', model: 'a/b' }] }] },
      'chat',
      ['/plugins/0/tools/0/model not-sent'],
    ],
  ])('is found: %j for %s', (body, shape, lost) => {
    expect(lostIn(body, shape)).toEqual(lost);
  });

  it('is not in the wire form', () => {
    const body = { max_tokens: { model: 'a/b' }, ...advisor({ parameters: { model: 'c/d' } }) };
    expect(convertSdkBody(body, 'messages').wire).toEqual(advisor({}));
  });
});

describe('a place of the wire form', () => {
  const body = {
    maxTokens: 1,
    foo_bar: 1,
    'a/b_c': 1,
    provider: { zdr: true },
    plugins: [{ id: 'auto-router', allowedModels: ['a/b'] }],
    tools: [
      { type: 'openrouter:advisor', additionalProperties: { parameters: { foo_bar: 1 } } },
      { type: 'openrouter:advisor' },
    ],
  };

  it.each([
    ['', ''],
    ['/max_tokens', '/maxTokens'],
    ['/foo_bar', '/foo_bar'],
    ['/a~1b_c', '/a~1b_c'],
    ['/provider/enforce_distillable_text', '/provider/enforceDistillableText'],
    ['/plugins/0/allowed_models/0', '/plugins/0/allowedModels/0'],
    ['/plugins/-', '/plugins/-'],
    ['/tools/0/type', '/tools/0/type'],
    ['/tools/0/parameters/foo_bar', '/tools/0/additionalProperties/parameters/foo_bar'],
    ['/tools/1/parameters/model', '/tools/1/additionalProperties/parameters/model'],
    ['/foo_bar/baz_x', '/foo_bar/baz_x'],
  ])('%s is found at %s in the caller’s spelling', (wirePointer, pointer) => {
    expect(convertSdkBody(body, 'messages').locate(wirePointer)).toBe(pointer);
  });

  it('takes its values in the caller’s spelling', () => {
    const { spell } = convertSdkBody(body, 'messages');
    expect(spell('/provider', { max_price: { x_y: 1 }, enforce_distillable_text: true })).toEqual({
      maxPrice: { x_y: 1 },
      enforceDistillableText: true,
    });
    expect(spell('/plugins', [{ id: 'x', allowed_models: ['a_b'] }])).toEqual([
      { id: 'x', allowedModels: ['a_b'] },
    ]);
    expect(spell('/plugins/-', { allowed_models: ['a_b'] })).toEqual({ allowedModels: ['a_b'] });
    expect(spell('/plugins/0/allowed_models', ['a_b'])).toEqual(['a_b']);
    expect(spell('/model', 'a_b')).toBe('a_b');
  });
});
