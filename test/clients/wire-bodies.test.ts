import { createGuard } from '@distillable/core';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { lookUp } from './client.js';
import { fetchClients } from './fetch-clients.js';

const apiKey = 'sk-or-v1-a-key';
const snapshot = catalogSnapshot(
  [
    catalogModel('open/small'),
    catalogModel('open/large'),
    catalogModel('closed/big', { permission: 'not-distillable' }),
  ],
  { retrievedAt: new Date() },
);
const question = { prompt: 'Rivers – and “ice”?', model: 'open/small', models: ['open/large'] };

const named = { model: 'open/small', models: ['open/large'] };
const messages = [{ role: 'user', content: question.prompt }];
const flag = { provider: { enforce_distillable_text: true } };
const tools = [{ type: 'function', function: lookUp }];

const everyHeader = {
  host: 'openrouter.ai',
  authorization: `Bearer ${apiKey}`,
  // Without content-length: `fetch` counts the bytes of what it is given.
  'content-type': 'application/json',
  'x-openrouter-metadata': 'enabled',
};
const version: unknown = expect.stringMatching(/./);
const openAiHeaders = {
  ...everyHeader,
  accept: 'application/json',
  'user-agent': version,
  'x-stainless-arch': version,
  'x-stainless-lang': 'js',
  'x-stainless-os': version,
  'x-stainless-package-version': version,
  'x-stainless-retry-count': '0',
  'x-stainless-runtime': 'node',
  'x-stainless-runtime-version': version,
};

interface Wire {
  readonly path: string;
  readonly headers: object;
  /** Each body, whole. */
  readonly ask: object;
  readonly stream: object;
  readonly callTool?: object;
}

const chat = '/api/v1/chat/completions';
const wires: Readonly<Record<string, Wire>> = {
  'guard.fetch': {
    path: chat,
    headers: everyHeader,
    ask: { ...named, messages, ...flag },
    stream: { ...named, messages, stream: true, ...flag },
    callTool: { ...named, messages, tools, ...flag },
  },
  'openai, chat': {
    path: chat,
    headers: openAiHeaders,
    ask: { ...named, messages, ...flag },
    stream: { ...named, messages, stream: true, ...flag },
    callTool: { ...named, messages, tools, ...flag },
  },
  'openai, responses': {
    path: '/api/v1/responses',
    headers: openAiHeaders,
    ask: { ...named, input: question.prompt, ...flag },
    stream: { ...named, input: question.prompt, stream: true, ...flag },
    callTool: {
      ...named,
      input: question.prompt,
      tools: [{ type: 'function', strict: true, ...lookUp }],
      ...flag,
    },
  },
  'openai, completions': {
    path: '/api/v1/completions',
    headers: openAiHeaders,
    ask: { ...named, prompt: question.prompt, ...flag },
    stream: { ...named, prompt: question.prompt, stream: true, ...flag },
  },
  '@anthropic-ai/sdk': {
    path: '/api/v1/messages',
    headers: { ...openAiHeaders, 'anthropic-version': version, 'x-stainless-timeout': '600' },
    ask: { ...named, max_tokens: 500, messages, ...flag },
    stream: { ...named, max_tokens: 500, messages, stream: true, ...flag },
    callTool: {
      ...named,
      max_tokens: 500,
      messages,
      tools: [{ name: lookUp.name, description: lookUp.description, input_schema: lookUp.parameters }],
      ...flag,
    },
  },
  '@openrouter/sdk': {
    path: chat,
    headers: { ...everyHeader, accept: version, cookie: '', 'user-agent': version },
    ask: { ...named, messages, stream: false, ...flag },
    stream: { ...named, messages, stream: true, ...flag },
    callTool: { ...named, messages, stream: false, tools, ...flag },
  },
  'ai, @openrouter/ai-sdk-provider': {
    path: chat,
    headers: { ...everyHeader, 'user-agent': version },
    ask: { ...named, messages, ...flag },
    stream: { ...named, messages, stream: true, ...flag },
    callTool: { ...named, messages, tools, tool_choice: 'auto', ...flag },
  },
  'ai, @ai-sdk/openai-compatible': {
    path: chat,
    headers: { ...everyHeader, 'user-agent': version },
    ask: { ...named, messages, ...flag },
    stream: { ...named, messages, stream: true, ...flag },
    callTool: { ...named, messages, tools, tool_choice: 'auto', ...flag },
  },
  '@langchain/openai': {
    path: chat,
    headers: openAiHeaders,
    ask: { ...named, messages, stream: false, ...flag },
    stream: { ...named, messages, stream: true, stream_options: { include_usage: true }, ...flag },
    callTool: { ...named, messages, stream: false, tools, ...flag },
  },
};

interface Arrival {
  readonly path: string;
  readonly headers: object;
  readonly body: unknown;
}

const arrived: Arrival[] = [];
const unexpected: unknown[] = [];
const noteUnexpected = (request: unknown): void => {
  unexpected.push(request);
};

beforeAll(() => {
  nock.disableNetConnect();
  nock.emitter.on('no match', noteUnexpected);
});
afterEach(() => {
  nock.cleanAll();
  arrived.length = 0;
  unexpected.length = 0;
});
afterAll(() => {
  nock.emitter.off('no match', noteUnexpected);
  nock.restore();
  nock.enableNetConnect();
});

describe('what leaves for https://openrouter.ai', () => {
  it('is written down for every client that sends with fetch', () => {
    expect(Object.keys(wires)).toEqual(fetchClients.map(([name]) => name));
  });

  describe.each(fetchClients)('%s', (name, create) => {
    it.each(['ask', 'stream', 'callTool'] as const)('%s: one request, whole', async (method) => {
      const wire = wires[name];
      respondOnce();
      const asked = create(guard(), apiKey)[method]?.(question);
      if (asked === undefined) return expect(wire).not.toHaveProperty(method);
      await expect(asked).rejects.toThrow('as planned');
      expect(arrived).toEqual([{ path: wire?.path, headers: wire?.headers, body: wire?.[method] }]);
      expect(unexpected).toEqual([]);
    });

    it('nothing, for a model that is not distillable', async () => {
      respondOnce();
      const client = create(guard(), apiKey);
      await expect(client.ask({ ...question, model: 'closed/big' })).rejects.toThrow('closed/big');
      await expect(client.stream({ ...question, models: ['closed/big'] })).rejects.toThrow('/models/0');
      expect([arrived, unexpected]).toEqual([[], []]);
    });
  });
});

function guard(): ReturnType<typeof createGuard> {
  return createGuard({ catalog: { snapshot: async () => snapshot } });
}

/** Takes one request, whatever its path, and responds in a way that no client tries again. */
function respondOnce(): void {
  nock('https://openrouter.ai')
    .post(/.*/)
    .reply(function (path, body) {
      arrived.push({ path, headers: this.req.headers, body });
      return [400, { error: { code: 400, message: 'Refused as planned.' } }];
    });
}
