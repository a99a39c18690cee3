import { describe, expect, it } from 'vitest';
import type { Decision } from '../decide/decision.js';
import { cacheUse, type ReceiptFacts, writeReceipt } from './receipt.js';
import type { ResponseHead } from './response-head.js';
import type { Verification } from './verification.js';

const canary = 'canary-7f3a';
const decision: Decision = {
  allowed: true,
  references: [
    {
      ...{ path: '/model', role: 'primary', requested: 'open/a', model: 'open/a', canonicalSlug: 'open/a' },
      ...{
        verdict: 'distillable',
        outcome: 'allowed',
        code: 'DISTILLABLE',
        message: 'Fine.',
        alternatives: [],
      },
    },
    {
      ...{ path: '/tools/0', role: 'worker', requested: null, model: null, canonicalSlug: null },
      ...{ verdict: 'dynamic', outcome: 'allowed', code: 'DISTILLABLE', message: 'Fine.', alternatives: [] },
    },
  ],
  violations: [],
  violationCount: 0,
  changes: [{ op: 'add', path: '/provider', value: { enforce_distillable_text: true } }],
  request: { model: 'open/a', messages: [{ role: 'user', content: canary }] },
  catalog: {
    ...{ digest: 'sha256-x', retrievedAt: '2026-09-02T00:00:00.000Z', freshness: 'fresh' },
    source: { url: 'https://openrouter.test/api/v1', sample: null },
  },
  terms: null,
};
const verification: Verification = {
  outcome: 'verified',
  served: [
    { model: 'open/a', sources: ['answer'], verdict: 'distillable', allowed: true, code: 'DISTILLABLE' },
  ],
  hosts: [{ host: 'DeepInfra', sources: ['answer'], allowed: true, code: 'HOST_ALLOWED' }],
  reasons: [],
  complete: true,
  responseId: 'chatcmpl-1',
  texts: [],
};
const facts: ReceiptFacts = {
  shape: 'chat',
  decision,
  time: Date.UTC(2026, 8, 2, 10),
  textHashes: null,
  terms: { table: { date: '2026-11-27', digest: 'sha256-t' }, models: [], accepted: [] },
  content: null,
};
function head(headers: Record<string, string> = {}): ResponseHead {
  return { status: 200, header: (name) => headers[name] ?? null };
}

describe('a receipt', () => {
  it('says what was sent, what came back and by which catalog it was judged', () => {
    const { references, changes, catalog } = decision;
    expect(writeReceipt(head({ 'x-generation-id': 'gen-1' }), verification, facts)).toEqual({
      ...{ schemaVersion: 1, id: 'gen-1', time: '2026-09-02T10:00:00.000Z', endpoint: 'chat', status: 200 },
      ...{
        requested: ['open/a'],
        served: verification.served,
        hosts: verification.hosts,
        outcome: 'verified',
        reasons: [],
        complete: true,
      },
      ...{ cache: null, textHashes: null, decision: { allowed: true, references, changes }, catalog },
      terms: facts.terms,
    });
  });

  it('holds neither prompt nor completion, unless they are given', () => {
    expect(JSON.stringify(writeReceipt(head(), verification, facts))).not.toContain(canary);
    const content = { request: canary, response: 'completion' };
    expect(writeReceipt(head(), verification, { ...facts, content })).toMatchObject({ content });
  });

  it("has the response's own id where no header has one, and null where it has none either", () => {
    expect(writeReceipt(head(), verification, facts).id).toBe('chatcmpl-1');
    expect(writeReceipt(head(), { ...verification, responseId: null }, facts).id).toBeNull();
  });

  it('has the hashes of the texts, where they are given', () => {
    expect(writeReceipt(head(), verification, { ...facts, textHashes: ['aa', 'bb'] })).toMatchObject({
      textHashes: ['aa', 'bb'],
    });
  });
});

it.each([
  [{}, null],
  [{ 'x-openrouter-cache-status': 'HIT' }, { status: 'hit', sourceId: null }],
  [{ 'x-openrouter-cache-status': 'MISS' }, { status: 'miss', sourceId: null }],
  [
    { 'x-openrouter-cache-status': 'hit', 'x-openrouter-cache-source-id': 'gen-1' },
    { status: 'hit', sourceId: 'gen-1' },
  ],
  [{ 'x-openrouter-cache-status': 'BYPASS' }, null],
  [{ 'x-openrouter-cache-source-id': 'gen-1' }, null],
])('reads from the headers %o what the cache did: %o', (headers, use) => {
  const given = new Headers(Object.entries(headers));
  expect(cacheUse({ status: 200, header: (name) => given.get(name) })).toEqual(use);
  expect(writeReceipt(head(Object.fromEntries(given)), verification, facts).cache).toEqual(use);
});
