import { describe, expect, it } from 'vitest';
import type { Receipt } from '../verify/receipt.js';
import {
  PolicyViolationError,
  type Rejection,
  rejectionOf,
  rejectionResponse,
  UnverifiedResponseError,
} from './rejection.js';

const catalog = {
  digest: 'sha256:0',
  retrievedAt: '2026-11-24T00:00:00.000Z',
  freshness: 'fresh' as const,
  source: { url: 'https://openrouter.ai/api/v1', sample: null },
};
const violation = {
  path: '/model',
  code: 'NOT_DISTILLABLE' as const,
  message: 'Not distillable.',
  alternatives: ['open/small'],
};
const rejected = new PolicyViolationError({ violations: [violation], references: [], catalog });
const facts: Rejection = { code: 'POLICY_VIOLATION', violations: [violation], catalog };

const reason = { code: 'SERVED_NOT_ALLOWED' as const, path: '/model', message: 'Served by another.' };
const receipt: Receipt = {
  schemaVersion: 1,
  id: 'gen-1',
  time: '2026-11-24T00:00:00.000Z',
  endpoint: 'chat',
  status: 200,
  requested: [],
  served: [],
  hosts: [],
  terms: null,
  outcome: 'unverified',
  reasons: [reason],
  complete: false,
  cache: null,
  textHashes: null,
  decision: { allowed: true, references: [], changes: [] },
  catalog,
};
const unverifiedFacts: Rejection = {
  code: 'RESPONSE_UNVERIFIED',
  violations: [{ ...reason, alternatives: [] }],
  catalog,
};

async function bodyFor(shape: 'chat' | 'messages'): Promise<string> {
  return (await rejectionResponse(rejected, shape)?.text()) ?? '';
}
const chatBody = await bodyFor('chat');
const messagesBody = await bodyFor('messages');

describe('rejectionOf finds a rejection', () => {
  it.each<[string, unknown, Rejection]>([
    ['that is our own error', rejected, facts],
    ['of a response', new UnverifiedResponseError(receipt), unverifiedFacts],
    ['that caused an error that was caused', caused(caused(rejected)), facts],
    ['in `error`, as openai has it', { status: 403, ...JSON.parse(chatBody) }, facts],
    ['in `error.error`, as Anthropic has it', { status: 403, error: JSON.parse(messagesBody) }, facts],
    ['in the text of `body`', { statusCode: 403, body: chatBody }, facts],
    ['in the text of `responseBody`', { responseBody: chatBody }, facts],
    ['in the last of several errors', { errors: [], lastError: { responseBody: chatBody } }, facts],
    ['in `metadata`', { code: 403, metadata: JSON.parse(chatBody).error.metadata }, facts],
    ['behind a getter that throws', new Proxy(caused(rejected), throwing('error')), facts],
  ])('%s', (_, error, expected) => {
    expect(rejectionOf(error)).toEqual(expected);
  });

  it('without a catalog, where the request was judged by none', () => {
    expect(rejectionOf(PolicyViolationError.of(violation))?.catalog).toBeNull();
  });

  it('as plain JSON', () => {
    expect(JSON.parse(JSON.stringify(rejectionOf(rejected)))).toEqual(facts);
  });

  it('whatever its reasons are made of', () => {
    const metadata = {
      code: 'POLICY_VIOLATION',
      violations: [null, { path: 1, alternatives: [2] }],
      catalog: {},
    };
    expect(rejectionOf({ metadata })).toEqual({
      code: 'POLICY_VIOLATION',
      violations: [
        { path: '', code: '', message: '', alternatives: [] },
        { path: '1', code: '', message: '', alternatives: ['2'] },
      ],
      catalog: null,
    });
  });
});

describe('rejectionOf finds no rejection', () => {
  const circle = new Error('circle');
  circle.cause = circle;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  it.each<[string, unknown]>([
    ['in nothing', undefined],
    ['in null', null],
    ['in text', 'POLICY_VIOLATION'],
    ['in a list', [rejected]],
    ['in another error', new TypeError('fetch failed')],
    ['in an error that caused itself', circle],
    ['in a 403 of OpenRouter itself', { error: { code: 403, message: 'Key limit exceeded' } }],
    ['in a body that is not JSON', { body: '{"error":' }],
    ['in our code without reasons', { code: 'POLICY_VIOLATION' }],
    ['in an object that can no longer be read', revoked.proxy],
    ['where its code throws', new Proxy(rejected, throwing('code'))],
  ])('%s', (_, error) => {
    expect(rejectionOf(error)).toBeNull();
  });
});

function caused(cause: unknown): Error {
  return new Error('Failed.', { cause });
}

function throwing(name: string): ProxyHandler<Error> {
  return {
    get(target, key) {
      if (key === name) throw new Error('Not to be read.');
      return Reflect.get(target, key);
    },
  };
}
