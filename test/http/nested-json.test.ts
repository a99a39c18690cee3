import { createCatalog } from '@distillable/catalog';
import {
  createGuard,
  evaluate,
  PolicyViolationError,
  type Receipt,
  UnverifiedResponseError,
} from '@distillable/core';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestProxy } from '../support/proxy/start-test-proxy.js';

const sandbox = await startSandbox();
const proxy = await startTestProxy(sandbox.url);
const catalog = createCatalog({ baseUrl: sandbox.url });
const snapshot = await catalog.snapshot();
const [model = ''] = snapshot.distillable().map(({ slug }) => slug);
const guard = createGuard({ catalog, send: { baseUrl: sandbox.url } });
afterAll(async () => {
  await proxy.close();
  await catalog.close();
  await sandbox.close();
});

const nested = (open: string, inner: string, close: string) => (levels: number) =>
  open.repeat(levels) + inner + close.repeat(levels);
const lists = nested('[', '', ']');
const objects = nested('{"a":', '1', '}');
const tools = nested('[{"type":"openrouter:subagent","parameters":{"tools":', '[]', '}}]');

/** Bodies of which a part is nested so deeply. */
const bodies: readonly (readonly [what: string, text: (levels: number) => string])[] = [
  ['a list in messages', (levels) => `{"model":"${model}","messages":${lists(levels)}}`],
  ['an unknown field', (levels) => `{"model":"${model}","messages":[],"novelty":${objects(levels)}}`],
  ['a model', (levels) => `{"model":${nested('{"model":', '"x/y"', '}')(levels)},"messages":[]}`],
  ['tools', (levels) => `{"model":"${model}","messages":[],"tools":${tools(levels)}}`],
  ['preferences', (levels) => `{"model":"${model}","messages":[],"provider":${objects(levels)}}`],
  ['plugins', (levels) => `{"model":"${model}","messages":[],"plugins":${lists(levels)}}`],
  ['a batch', (levels) => `{"requests":[{"body":{"model":"${model}","messages":${lists(levels)}}}]}`],
  ['the whole', lists],
  ['a slug with variants', (levels) => `{"model":"x/y${':nitro'.repeat(levels)}","messages":[]}`],
];
const codes =
  /^(?:BODY_NOT_JSON|BODY_NOT_OBJECT|BATCH_MALFORMED|SERVER_PICKS|NOT_A_SLUG|TOO_MANY_REFERENCES)$/;

describe.each([3_000, 7_000, 20_000, 200_000])('%i levels', (levels) => {
  it.each(bodies)('are rejected with a code, or sent: %s', async (_, text) => {
    const body = text(levels);
    for (const naming of ['wire', 'sdk'] as const) {
      const { allowed, violations } = evaluate(JSON.parse(body), snapshot, { mode: 'prune' }, { naming });
      if (!allowed) expect(violations[0]?.code).toMatch(codes);
    }
    const url = `${sandbox.url}/chat/completions`;
    const codeOf = await guard.fetch(url, { method: 'POST', body }).then(
      () => 'sent',
      (error: unknown) =>
        error instanceof PolicyViolationError ? error.decision.violations[0]?.code : error,
    );
    if (codeOf !== 'sent') expect(codeOf).toMatch(codes);
    const response = await fetch(`${proxy.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const said = await response.text();
    expect(codeOf === 'sent' ? [200, 400] : [400, 403]).toContain(response.status);
    expect(said.length).toBeLessThan(10_000);
  });

  it.each(['application/json', 'text/event-stream'])('are read in a response of %s', async (type) => {
    const receipts: Receipt[] = [];
    const document = (named: string) =>
      `{"model":"${named}","choices":[${nested('{"model":"x/y","a":', '1', '}')(levels)}]}`;
    const text =
      type === 'application/json'
        ? document(model)
        : `data: {"model":"${model}"}\n\ndata: ${document(model)}\n\ndata: [DONE]\n\n`;
    const send = async () => new Response(text, { headers: { 'content-type': type } });
    const watching = guard.with({
      send: { fetch: send },
      receipts: { textHashes: true, onReceipt: (receipt) => receipts.push(receipt) },
    });
    const body = JSON.stringify({ model, messages: [] });
    const read = watching
      .fetch(`${sandbox.url}/chat/completions`, { method: 'POST', body })
      .then((response) => response.text());
    await expect(read).rejects.toBeInstanceOf(UnverifiedResponseError);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['unverified']);
  });
});
