import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ApiShape, type Decision, evaluate } from '@distillable/core';
import { chatRequestToJSON, messagesRequestToJSON, responsesRequestToJSON } from '@openrouter/sdk/models';
import { describe, expect, it } from 'vitest';
import { caseCatalog } from '../support/cases/case-catalog.js';

type SdkShape = Exclude<ApiShape, 'batch' | 'completions' | 'decisions'>;
type Body = Readonly<Record<string, unknown>>;

const prompts = { role: 'user', content: 'Hello' } as const;
const beginnings: Readonly<Record<SdkShape, Body>> = {
  chat: { model: 'open/small', messages: [prompts] },
  responses: { model: 'open/small', input: 'Hello' },
  messages: { model: 'open/small', maxTokens: 9, messages: [prompts] },
};

/** What the SDK sends of a body, by its own serialiser. */
function send(shape: SdkShape, body: Body): Body {
  const serialise: (body: never) => string = {
    chat: chatRequestToJSON,
    responses: responsesRequestToJSON,
    messages: messagesRequestToJSON,
  }[shape];
  return JSON.parse(Reflect.apply(serialise, null, [body]));
}

function judged({ allowed, references, violations }: Decision): unknown {
  return {
    allowed,
    references: references.map(({ role, requested, code }) => `${role} ${requested} ${code}`).sort(),
    violations: violations.map(({ code }) => code).sort(),
  };
}

const autoRouter = {
  id: 'auto-router',
  allowedModels: ['open/*'],
  excludedModels: ['open/painter'],
  pinModel: false,
};
const fusion = { type: 'openrouter:fusion', parameters: { analysisModels: ['open/large'], maxToolCalls: 2 } };
const nestedFusion = { type: 'openrouter:fusion', parameters: { analysis_models: ['open/large'] } };
const subagentWith = (tool: Body) => ({ type: 'openrouter:subagent', parameters: { tools: [tool] } });
const wrapped = (type: string, parameters: Body) => ({ type, additionalProperties: { parameters } });

describe('a body in camelCase', () => {
  it.each<[title: string, shape: SdkShape, more: Body]>([
    ['preferences', 'chat', { provider: { enforceDistillableText: true, maxPrice: { prompt: '1' } } }],
    ['preferences', 'messages', { provider: { dataCollection: 'deny' }, topK: 3 }],
    ['candidates of a router', 'chat', { model: 'openrouter/auto', plugins: [autoRouter] }],
    ['candidates of a router', 'responses', { model: 'openrouter/auto', plugins: [autoRouter] }],
    ['candidates of a router', 'messages', { model: 'openrouter/auto', plugins: [autoRouter] }],
    ['a panel', 'chat', { tools: [fusion] }],
    ['a panel', 'responses', { tools: [fusion] }],
    ['a panel of a plugin', 'messages', { plugins: [{ id: 'fusion', analysisModels: ['open/large'] }] }],
    [
      'a panel that is wrapped',
      'messages',
      { tools: [wrapped('openrouter:fusion', { analysis_models: ['open/large'] })] },
    ],
    [
      'a closed advisor',
      'responses',
      { tools: [{ type: 'openrouter:advisor', parameters: { model: 'closed/big' } }] },
    ],
    ['an advisor without a model', 'chat', { tools: [{ type: 'openrouter:advisor' }] }],
    [
      'an advisor that is wrapped',
      'messages',
      { tools: [wrapped('openrouter:advisor', { model: 'open/large' })] },
    ],
    [
      'an advisor of Anthropic’s',
      'messages',
      { tools: [{ type: 'advisor_20260301', name: 'advisor', model: 'closed/big', maxUses: 1 }] },
    ],
    [
      'an image tool',
      'messages',
      { tools: [{ type: 'openrouter:image_generation', parameters: { model: 'open/painter' } }] },
    ],
    [
      'an image tool',
      'responses',
      { tools: [{ type: 'image_generation', model: 'open/painter', outputFormat: 'png' }] },
    ],
    ['tools within a tool', 'chat', { tools: [subagentWith(nestedFusion)] }],
    [
      'a wrapper within a tool',
      'responses',
      {
        tools: [subagentWith({ type: 'image_generation', additionalProperties: { model: 'open/painter' } })],
      },
    ],
    [
      'a function',
      'messages',
      { tools: [{ name: 'f', inputSchema: { type: 'object', properties: { model: {} } } }] },
    ],
    ['fallbacks', 'messages', { fallbacks: [{ model: 'closed/big' }] }],
    ['later tools', 'responses', { input: [{ type: 'additional_tools', role: 'system', tools: [fusion] }] }],
  ])('is judged as what the SDK sends: %s for %s', (_, shape, more) => {
    const body = { ...beginnings[shape], ...more };
    const sent = evaluate(send(shape, body), caseCatalog, {}, { shape });
    const decision = evaluate(body, caseCatalog, {}, { shape, naming: 'sdk' });
    expect(judged(decision)).toEqual(judged(sent));
    if (decision.request === null) return;
    // What the SDK sends of the guarded body has the flag, and needs no more.
    expect(evaluate(send(shape, decision.request), caseCatalog, {}, { shape })).toMatchObject({
      allowed: true,
      changes: [],
    });
  });

  it.each<[title: string, shape: SdkShape, more: Body, path: string]>([
    [
      'the flag',
      'chat',
      { provider: { enforce_distillable_text: true } },
      '/provider/enforce_distillable_text',
    ],
    ['a limit', 'responses', { max_output_tokens: 9 }, '/max_output_tokens'],
    [
      'candidates',
      'messages',
      { plugins: [{ id: 'auto-router', allowed_models: ['open/small'] }] },
      '/plugins/0/allowed_models',
    ],
    [
      'settings',
      'messages',
      { tools: [{ type: 'openrouter:advisor', parameters: { model: 'open/large' } }] },
      '/tools/0/parameters',
    ],
    [
      'a model of a tool that messages do not know',
      'messages',
      { tools: [{ type: 'image_generation', model: 'open/painter' }] },
      '/tools/0/model',
    ],
    [
      'a model of a later tool that is new',
      'responses',
      {
        input: [
          {
            type: 'additional_tools',
            role: 'system',
            tools: [{ type: 'openrouter:novelty', model: 'open/large' }],
          },
        ],
      },
      '/input/0/tools/0/model',
    ],
    [
      'a model of a tool within a tool',
      'chat',
      { tools: [subagentWith({ type: 'image_generation', model: 'open/painter' })] },
      '/tools/0/parameters/tools/0/model',
    ],
  ])('is rejected for what the SDK drops: %s of %s', (_, shape, more, path) => {
    const body = { ...beginnings[shape], ...more };
    const { violations } = evaluate(body, caseCatalog, {}, { shape, naming: 'sdk' });
    expect(violations).toContainEqual(expect.objectContaining({ path, code: 'OTHER_NAMING' }));
    expect(valueAt(body, path)).toBeDefined();
    expect(valueAt(send(shape, body), path)).toBeUndefined();
  });

  it('is rejected where the wrapper is dropped with all its settings', () => {
    const body = { ...beginnings.chat, tools: [wrapped('openrouter:advisor', { model: 'open/large' })] };
    expect(send('chat', body)['tools']).toEqual([{ type: 'openrouter:advisor' }]);
    expect(evaluate(body, caseCatalog, {}, { shape: 'chat', naming: 'sdk' }).allowed).toBe(false);
  });
});

function valueAt(value: unknown, path: string): unknown {
  const tokens = path.split('/').slice(1);
  return tokens.reduce<unknown>((at, token) => Object(at)[token], value);
}

describe('the argument of an SDK function', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('@openrouter/sdk/models/operations'));
  const types = readdirSync(folder)
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const wrappers = new Set(
    types
      .flatMap((text) => [...text.matchAll(/^ {4}(\w+): (?:models\.)?\w+(?:Request|RequestBody);$/gm)])
      .map(([, name = '']) => name),
  );

  it('is known by the name of every wrapper that the installed SDK has', () => {
    expect([...wrappers]).toEqual(expect.arrayContaining(['chatRequest', 'responsesRequest', 'requestBody']));
    for (const name of wrappers) {
      const { violations } = evaluate({ [name]: { model: 'open/small' } }, caseCatalog);
      expect(violations).toMatchObject([{ code: 'BODY_WRAPPED', path: `/${name}` }]);
    }
  });
});
