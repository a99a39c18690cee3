import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import {
  type ApiShape,
  type DecisionCatalog,
  PolicyViolationError,
  rejectionResponse,
  type Violation,
} from '@distillable/core';
import { OpenRouter } from '@openrouter/sdk';
import { ForbiddenResponseError } from '@openrouter/sdk/models/errors';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';

type Shape = ApiShape | null;

const violation: Violation = {
  path: '/model',
  code: 'NOT_DISTILLABLE',
  message: 'closed/large is not distillable.',
  alternatives: ['open/small'],
};
const catalog: DecisionCatalog = {
  digest: 'sha256:0f3a',
  retrievedAt: '2026-11-24T00:00:00.000Z',
  freshness: 'fresh',
  source: { url: 'https://openrouter.ai/api/v1', sample: null },
};
const rejection = new PolicyViolationError({ violations: [violation], references: [], catalog });

function responseFor(shape: Shape): Response {
  const response = rejectionResponse(rejection, shape);
  if (response === null) throw new Error('no response');
  return response;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on this machine that rejects everything; what it was asked is in `paths`. */
async function rejectAll(shape: Shape): Promise<{ readonly origin: string; readonly paths: string[] }> {
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    paths.push(request.url ?? '');
    const rejected = responseFor(shape);
    request.resume();
    response.writeHead(rejected.status, Object.fromEntries(rejected.headers)).end(await rejected.text());
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, paths };
}

function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: unknown) => error,
  );
}

const messages = [{ role: 'user' as const, content: 'Hello' }];
const metadata = {
  code: 'POLICY_VIOLATION',
  violations: [violation],
  violationCount: 1,
  catalog,
};

describe('a rejection as a response', () => {
  it.each(['chat', 'completions', 'responses', 'batch', null] as const)(
    'has the shape of OpenRouter for %s',
    async (shape) => {
      const response = responseFor(shape);
      expect(response.status).toBe(403);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(response.headers.get('x-should-retry')).toBe('false');
      expect(response.headers.get('x-distillable-refusal')).toBe('POLICY_VIOLATION');
      expect(await response.json()).toEqual({ error: { code: 403, message: rejection.message, metadata } });
    },
  );

  it('has the shape of Anthropic for messages', async () => {
    const response = responseFor('messages');
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({
      type: 'error',
      error: {
        type: 'permission_error',
        message: rejection.message,
        details: { error_code: 'POLICY_VIOLATION', violations: [violation], violationCount: 1, catalog },
      },
    });
  });
});

describe('openai', () => {
  const calls: readonly (readonly [string, Shape, (client: OpenAI) => Promise<unknown>])[] = [
    ['chat', 'chat', (client) => client.chat.completions.create({ model: 'closed/large', messages })],
    [
      'streamed chat',
      'chat',
      (client) => client.chat.completions.create({ model: 'closed/large', messages, stream: true }),
    ],
    [
      'responses',
      'responses',
      (client) => client.responses.create({ model: 'closed/large', input: 'Hello' }),
    ],
    [
      'completions',
      'completions',
      (client) => client.completions.create({ model: 'closed/large', prompt: 'Hello' }),
    ],
    ['an unknown path', null, (client) => client.post('/systemone', { body: {} })],
  ];
  it.each(calls)('raises its ordinary error for %s, once', async (_, shape, call) => {
    const { origin, paths } = await rejectAll(shape);
    const client = new OpenAI({ apiKey: 'sk-or-v1-x', baseURL: `${origin}/api/v1`, maxRetries: 3 });
    const error = await errorOf(call(client));
    if (!(error instanceof OpenAI.PermissionDeniedError)) throw error;
    expect(error.status).toBe(403);
    expect(error.message).toBe(`403 ${rejection.message}`);
    expect(error.error).toMatchObject({ metadata });
    expect(paths).toHaveLength(1);
  });
});

describe('@anthropic-ai/sdk', () => {
  it.each([false, true])('raises its ordinary error, once (streamed: %s)', async (stream) => {
    const { origin, paths } = await rejectAll('messages');
    const client = new Anthropic({ apiKey: 'sk-or-v1-x', baseURL: `${origin}/api`, maxRetries: 3 });
    const error = await errorOf(
      client.messages.create({ model: 'closed/large', max_tokens: 16, messages, stream }),
    );
    if (!(error instanceof Anthropic.PermissionDeniedError)) throw error;
    expect(error.status).toBe(403);
    expect(error.type).toBe('permission_error');
    expect(error.message).toContain(rejection.message);
    expect(error.error).toMatchObject({ error: { message: rejection.message } });
    expect(error.headers.get('x-distillable-refusal')).toBe('POLICY_VIOLATION');
    expect(paths).toEqual(['/api/v1/messages']);
  });
});

describe('@openrouter/sdk', () => {
  const calls: readonly (readonly [string, Shape, (client: OpenRouter) => Promise<unknown>])[] = [
    ['chat', 'chat', (client) => client.chat.send({ chatRequest: { model: 'closed/large', messages } })],
    [
      'streamed chat',
      'chat',
      (client) => client.chat.send({ chatRequest: { model: 'closed/large', messages, stream: true } }),
    ],
    [
      'responses',
      'responses',
      (client) => client.responses.send({ responsesRequest: { model: 'closed/large', input: 'Hello' } }),
    ],
  ];
  it.each(calls)('raises its ordinary error for %s, once', async (_, shape, call) => {
    const { origin, paths } = await rejectAll(shape);
    const client = new OpenRouter({
      apiKey: 'sk-or-v1-x',
      serverURL: `${origin}/api/v1`,
      retryConfig: {
        strategy: 'backoff',
        backoff: { initialInterval: 1, maxInterval: 2, exponent: 1, maxElapsedTime: 100 },
      },
    });
    const error = await errorOf(call(client));
    if (!(error instanceof ForbiddenResponseError)) throw error;
    expect(error.statusCode).toBe(403);
    expect(error.message).toBe(rejection.message);
    expect(error.error).toEqual({ code: 403, message: rejection.message, metadata });
    expect(paths).toHaveLength(1);
  });
});
