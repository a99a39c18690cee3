import { inspect } from 'node:util';
import { type Catalog, createCatalog } from '@distillable/catalog';
import {
  createGuard,
  type Guard,
  type Policy,
  type PolicyViolationError,
  type Receipt,
  rejectionOf,
} from '@distillable/core';
import { type RecordedRequest, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { printTable } from '../support/print-table.js';
import { type Client, lookUp, type Question } from './client.js';
import { everyClient } from './every-client.js';
import { createWithProviderSettings } from './provider-settings.js';

const apiKey = 'sk-or-v1-never-to-be-seen';
const distillable = 'qwen/qwen3.5-9b';
const alsoDistillable = 'moonshotai/kimi-k3';
const closed = 'openai/gpt-5.5';
const alsoClosed = 'anthropic/claude-sonnet-4.6';
const question: Question = { prompt: 'Write a question about rivers – and “ice”.', model: distillable };
const wholeText = /^This is sandbox text from .+ You wrote: “.+”$/;

let sandbox: Sandbox;
/** Where a redirect would lead. */
let elsewhere: Sandbox;
let catalog: Catalog;
const receipts: Receipt[] = [];
const rejections: PolicyViolationError[] = [];
let seenBefore = 0;

beforeAll(async () => {
  [sandbox, elsewhere] = await Promise.all([startSandbox(), startSandbox()]);
  catalog = createCatalog({ baseUrl: sandbox.url });
  await catalog.snapshot();
});
beforeEach(() => {
  seenBefore = sandbox.requests.length;
});
afterEach(() => {
  sandbox.setFaults([]);
  receipts.length = 0;
  rejections.length = 0;
});
afterAll(async () => {
  await catalog.close();
  await Promise.all([sandbox.close(), elsewhere.close()]);
  const heads = columns.map(({ name }) => name);
  printTable([
    ['client', ...heads],
    ...everyClient.map(([name]) => [name, ...heads.map((head) => cells.get(`${name} ${head}`) ?? '')]),
  ]);
});

interface Column {
  readonly name: string;
  readonly policy?: Policy;
  /** Null where the client has nothing to try it with. */
  run(client: Client): Promise<void> | null;
}

const columns: readonly Column[] = [
  {
    name: 'plain',
    async run(client) {
      const reply = await client.ask(question);
      expect(reply.text).toMatch(wholeText);
      expect(reply.text).toContain('rivers – and “ice”');
      expect(reply.model).toBe(distillable);
      expectOneGuardedRequest();
      expect(receipts).toMatchObject([
        { outcome: 'verified', complete: true, served: [{ model: distillable }] },
      ]);
    },
  },
  {
    name: 'stream',
    async run(client) {
      const pieces: string[] = [];
      const reply = await client.stream(question, (piece) => pieces.push(piece));
      expect(pieces.length).toBeGreaterThan(5);
      expect(reply.text).toMatch(wholeText);
      // @langchain/openrouter does not report the model of a stream; the receipt does.
      expect([distillable, undefined]).toContain(reply.model);
      expect(expectOneGuardedRequest()).toMatchObject({ stream: true });
      expect(receipts).toMatchObject([
        { outcome: 'verified', complete: true, served: [{ model: distillable }] },
      ]);
    },
  },
  {
    name: 'tools',
    run(client) {
      const reply = client.callTool?.(question);
      if (reply === undefined) return null;
      return reply.then(({ toolCall, model }) => {
        expect(toolCall).toEqual({ name: lookUp.name, input: { river: expect.any(String) } });
        expect(model).toBe(distillable);
        expectOneGuardedRequest();
        expect(receipts).toMatchObject([{ outcome: 'verified' }]);
      });
    },
  },
  { name: 'rejected', run: (client) => expectRejection(client.ask({ ...question, model: closed })) },
  {
    name: 'rejected stream',
    run: (client) => expectRejection(client.stream({ ...question, model: closed })),
  },
  {
    name: 'pruned',
    policy: { mode: 'prune' },
    async run(client) {
      const models = [alsoClosed, distillable, closed, alsoDistillable];
      const reply = await client.ask({ ...question, model: closed, models });
      expect(reply.model).toBe(distillable);
      expect(namedIn(expectOneGuardedRequest())).toEqual([distillable, alsoDistillable]);
      expect(receipts).toMatchObject([{ outcome: 'verified', requested: [closed, ...models] }]);
    },
  },
  {
    name: 'lying',
    async run(client) {
      sandbox.setFaults([{ kind: 'lying-upstream', model: closed }]);
      await expectUnverified(client.ask(question));
    },
  },
  {
    name: 'lying stream',
    async run(client) {
      sandbox.setFaults([{ kind: 'lying-upstream', model: closed }]);
      const pieces: string[] = [];
      await expectUnverified(client.stream(question, (piece) => pieces.push(piece)));
      expect(pieces.join('')).not.toMatch(wholeText);
    },
  },
  {
    name: 'lying at the end',
    async run(client) {
      sandbox.setFaults([
        { kind: 'lying-upstream', model: closed, in: 'metadata' },
        { kind: 'slow-stream', milliseconds: 2 },
      ]);
      const pieces: string[] = [];
      await expectUnverified(client.stream(question, (piece) => pieces.push(piece)));
      expect(pieces.length).toBeGreaterThan(5);
    },
  },
  {
    name: 'key kept',
    async run(client) {
      const outcomes: unknown[] = [];
      for (const send of [client.ask, client.stream]) {
        // Once: LangChain tries again, as after every response that it does not know.
        sandbox.setFaults([{ kind: 'redirect', location: `${elsewhere.url}/chat/completions`, times: 1 }]);
        outcomes.push(await send(question).catch((error: unknown) => error));
      }
      expect(receipts.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
        { status: 307 },
        { status: 307 },
      ]);
      outcomes.push(await failureOf(client.ask({ ...question, model: closed })));
      expect(elsewhere.requests).toEqual([]);
      const shown = inspect([outcomes, receipts, rejections], { depth: 12, showHidden: true });
      expect(shown).not.toContain(apiKey);
      expect(JSON.stringify([outcomes, receipts, rejections])).not.toContain(apiKey);
    },
  },
];

const cells = new Map<string, string>();

describe.each(everyClient)('%s', (name, create) => {
  it.each(columns)('$name', async (column) => {
    const client = create(guardBy(column.policy), apiKey);
    const start = performance.now();
    let cell = '✗';
    try {
      const running = column.run(client);
      await running;
      cell = running === null ? '–' : `✓ ${Math.round(performance.now() - start)} ms`;
    } finally {
      cells.set(`${name} ${column.name}`, cell);
      await client.close?.();
    }
  });
});

describe('a flag in the settings of @openrouter/ai-sdk-provider', () => {
  const flag = { enforce_distillable_text: true };

  it('is erased by a `provider` of a single call', async () => {
    const ask = createWithProviderSettings({ baseURL: sandbox.url, apiKey }, flag);
    await ask({ model: closed, provider: { sort: 'price' } });
    expect(textRequests().map(({ body }) => body)).toMatchObject([{ provider: { sort: 'price' } }]);
    expect(textRequests()[0]?.body).not.toHaveProperty('provider.enforce_distillable_text');
  });

  it('is put back by the guard, beside what the call says', async () => {
    const { fetch } = guardBy();
    const ask = createWithProviderSettings({ baseURL: sandbox.url, apiKey, fetch }, flag);
    await ask({ model: distillable, provider: { sort: 'price' } });
    expect(expectOneGuardedRequest()).toMatchObject({ provider: { sort: 'price', ...flag } });
  });
});

function guardBy(policy: Policy = {}): Guard {
  return createGuard({
    catalog,
    policy,
    send: { baseUrl: sandbox.url },
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
    onRejection: (error) => rejections.push(error),
  });
}

/** What reached the server since the test began, but for the model lists. */
function textRequests(): readonly RecordedRequest[] {
  return sandbox.requests.slice(seenBefore).filter(({ method }) => method === 'POST');
}

/** The body of the one request that arrived. */
function expectOneGuardedRequest(): object {
  const requests = textRequests();
  expect(requests).toHaveLength(1);
  const { body, headers, authorized } = requests[0] ?? {};
  expect(body).toMatchObject({ provider: { enforce_distillable_text: true } });
  expect(headers).toMatchObject({ 'x-openrouter-metadata': 'enabled', 'content-type': 'application/json' });
  expect(headers?.['content-length']).toBe(String(Buffer.byteLength(JSON.stringify(body))));
  expect(authorized).toBe(true);
  return Object(body);
}

function namedIn({ model, models }: { model?: string; models?: string[] }): string[] {
  return [...new Set([model ?? '', ...(models ?? [])])];
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.unreachable('It should have failed.');
}

async function expectRejection(promise: Promise<unknown>): Promise<void> {
  const error = await failureOf(promise);
  expect(textRequests()).toEqual([]);
  expect(rejections).toHaveLength(1);
  expect(receipts).toEqual([]);
  const violation = { path: '/model', code: 'NOT_DISTILLABLE', message: expect.stringContaining(closed) };
  const rejection = rejectionOf(error);
  expect(rejection).toMatchObject({ code: 'POLICY_VIOLATION', violations: [violation] });
  expect(rejection?.catalog?.digest).toBe((await catalog.snapshot()).digest);
  const [nearest = ''] = rejection?.violations[0]?.alternatives ?? [];
  expect((await catalog.snapshot()).resolve(nearest).verdict).toBe('distillable');
  expect(String(error)).toContain(`/model: ${rejection?.violations[0]?.message}`);
  expect(String(error)).toContain(nearest);
}

async function expectUnverified(promise: Promise<unknown>): Promise<void> {
  const error = await failureOf(promise);
  expect(textRequests()).toHaveLength(1);
  expect(rejections).toEqual([]);
  expect(receipts).toMatchObject([{ outcome: 'unverified', reasons: [{ code: 'SERVED_NOT_ALLOWED' }] }]);
  expect(rejectionOf(error)).toMatchObject({
    code: 'RESPONSE_UNVERIFIED',
    violations: [{ code: 'SERVED_NOT_ALLOWED', message: expect.stringContaining(closed) }],
  });
}
