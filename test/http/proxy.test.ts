import { readFile } from 'node:fs/promises';
import Anthropic from '@anthropic-ai/sdk';
import { createCatalog } from '@distillable/catalog';
import { rejectionOf } from '@distillable/core';
import { createLedger, type Ledger, verifyLedger } from '@distillable/ledger';
import { type ProxyOptions, startProxy } from '@distillable/proxy';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { OpenRouter } from '@openrouter/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLedgerHome, type LedgerHome } from '../support/ledger-world.js';
import { startTestProxy, type TestProxy } from '../support/proxy/start-test-proxy.js';
import { reasonOf } from '../support/transport/guards.js';

const key = 'sk-or-v1-of-the-environment';
const callersKey = 'sk-or-v1-of-the-caller';
const allowed = 'qwen/qwen3-coder';
const forbidden = 'openai/gpt-4o-mini';
const messages = [{ role: 'user' as const, content: 'What is a canary?' }];

let sandbox: Sandbox;
let home: LedgerHome;
let ledger: Ledger;
let proxy: TestProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  home = await createLedgerHome();
  ledger = await createLedger(home.file);
  proxy = await startTestProxy(sandbox.url, { apiKey: key, receipts: ledger.receipts });
});
beforeEach(() => sandbox.setFaults([]));
afterAll(async () => {
  await proxy.close();
  await ledger.close();
  await home.remove();
  await sandbox.close();
});

const openai = (apiKey = callersKey) => new OpenAI({ baseURL: proxy.url, apiKey });
const anthropic = () => new Anthropic({ baseURL: proxy.origin, apiKey: callersKey });
const openRouter = () => new OpenRouter({ serverURL: `${proxy.origin}/api/v1`, apiKey: callersKey });
const texts = () => sandbox.requests.filter(({ method }) => method === 'POST');

async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const part of stream) all.push(part);
  return all;
}

/** What each SDK does with a model; both ways of asking. */
const clients: Readonly<Record<string, (model: string, stream: boolean) => Promise<unknown>>> = {
  'openai chat': async (model, stream) => {
    if (!stream) return openai().chat.completions.create({ model, messages });
    return collect(await openai().chat.completions.create({ model, messages, stream }));
  },
  'openai responses': async (model, stream) => {
    if (!stream) return openai().responses.create({ model, input: 'What is a canary?' });
    return collect(await openai().responses.create({ model, input: 'What is a canary?', stream }));
  },
  'openai completions': async (model, stream) => {
    if (!stream) return openai().completions.create({ model, prompt: 'What is a canary?' });
    return collect(await openai().completions.create({ model, prompt: 'What is a canary?', stream }));
  },
  '@anthropic-ai/sdk': async (model, stream) => {
    if (!stream) return anthropic().messages.create({ model, messages, max_tokens: 50 });
    return collect(await anthropic().messages.create({ model, messages, max_tokens: 50, stream }));
  },
  '@openrouter/sdk': async (model, stream) => {
    if (!stream) return openRouter().chat.send({ chatRequest: { model, messages } });
    const events = await openRouter().chat.send({ chatRequest: { model, messages, stream: true } });
    return 'choices' in events ? events : collect(events);
  },
};
const ways = Object.keys(clients).flatMap((name) => [
  { name, stream: false, how: 'whole' },
  { name, stream: true, how: 'as a stream' },
]);

describe('startProxy with the SDKs', () => {
  it.each(ways)('brings $name a verified answer, $how, with the flag set', async ({ name, stream }) => {
    const before = texts().length;
    const answer = await clients[name]?.(allowed, stream);
    expect(JSON.stringify(answer)).toContain('canary');
    const [sent, ...others] = texts().slice(before);
    expect(others).toEqual([]);
    expect(sent?.body).toMatchObject({ model: allowed, provider: { enforce_distillable_text: true } });
  });

  it.each(ways)(
    'refuses $name a model, $how, once, with the reason and what to use',
    async ({ name, stream }) => {
      const before = texts().length;
      const error = await reasonOf(clients[name]?.(forbidden, stream) ?? Promise.resolve());
      const facts = rejectionOf(error);
      expect(facts?.code).toBe('POLICY_VIOLATION');
      expect(facts?.violations[0]).toMatchObject({ path: '/model', code: 'NOT_DISTILLABLE' });
      expect(facts?.violations[0]?.alternatives).not.toEqual([]);
      expect(texts().slice(before)).toEqual([]);
    },
  );

  it.each(ways)(
    'gives $name no answer of another model, $how, and it does not try again',
    async ({ name, stream }) => {
      sandbox.setFaults([{ kind: 'lying-upstream', model: forbidden }]);
      const before = texts().length;
      const error = await reasonOf(clients[name]?.(allowed, stream) ?? Promise.resolve());
      expect(error).toBeInstanceOf(Error);
      expect(texts().slice(before)).toHaveLength(1);
      if (!stream) expect(rejectionOf(error)?.code).toBe('RESPONSE_UNVERIFIED');
    },
  );

  it.each(ways.filter(({ stream }) => stream))(
    'breaks a stream off for $name that changes its model under way',
    async ({ name, stream }) => {
      sandbox.setFaults([{ kind: 'switch-model', model: forbidden, afterEvents: 3 }]);
      expect(await reasonOf(clients[name]?.(allowed, stream) ?? Promise.resolve())).toBeInstanceOf(Error);
    },
  );

  it('reports a stream that breaks off by an event in the form of each API shape', async () => {
    sandbox.setFaults([{ kind: 'switch-model', model: forbidden, afterEvents: 3 }]);
    const bodies = {
      '/chat/completions': { messages },
      '/completions': { prompt: 'What is a canary?' },
      '/responses': { input: 'What is a canary?' },
      '/messages': { messages, max_tokens: 50 },
    };
    for (const [path, body] of Object.entries(bodies)) {
      const response = await fetch(proxy.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: allowed, stream: true, ...body }),
      });
      let text = '';
      const broken = await reasonOf(
        (async () => {
          const decoder = new TextDecoder();
          for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true });
        })(),
      );
      expect(broken).toBeInstanceOf(TypeError);
      const last =
        text
          .trim()
          .split('\n')
          .at(-1)
          ?.replace(/^data: /, '') ?? '';
      expect(JSON.stringify(JSON.parse(last))).toContain('RESPONSE_UNVERIFIED');
      expect(text).not.toContain('[DONE]');
    }
  });

  it('lists what is distillable to the SDK that reads the list strictly', async () => {
    const list = await openRouter().models.list();
    const pages = await collect(list);
    const text = JSON.stringify(pages);
    expect(text).toContain(allowed);
    expect(text).not.toContain(forbidden);
  });
});

describe('GET /models', () => {
  const read = async (query = '') => {
    const response = await fetch(`${proxy.url}/models${query}`);
    return { response, body: JSON.parse(await response.text()) };
  };

  it('lists the distillable models with digest, age and the sample', async () => {
    const { response, body } = await read();
    expect(body.total_count).toBe(51);
    expect(body.data).toHaveLength(51);
    expect(body.links).toEqual({ next: null });
    expect(body.data.every((row: { distillable: unknown }) => row.distillable === true)).toBe(true);
    expect(response.headers.get('x-distillable-catalog')).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(Number(response.headers.get('x-distillable-catalog-age'))).toBeGreaterThanOrEqual(0);
    expect(response.headers.get('x-distillable-sample')).toContain('2026-09-02');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('tells the verdict of everything with ?distillable=all, and of what is not with false', async () => {
    const all = (await read('?distillable=all')).body;
    const others = (await read('?distillable=false')).body;
    const verdicts = new Set(all.data.map((row: { distillable: unknown }) => row.distillable));
    expect(verdicts).toEqual(new Set([true, false, null]));
    expect(all.total_count).toBe(51 + others.total_count);
    expect(others.data.some((row: { id: string }) => row.id === forbidden)).toBe(true);
  });

  it('gives pages that end', async () => {
    const seen: string[] = [];
    let next: string | null = '/api/v1/models?limit=20';
    while (next !== null) {
      const page: { data: { id: string }[]; links: { next: string | null } } = JSON.parse(
        await (await fetch(proxy.origin + next)).text(),
      );
      seen.push(...page.data.map(({ id }) => id));
      next = page.links.next;
    }
    expect(new Set(seen).size).toBe(51);
    expect(seen).toHaveLength(51);
  });

  it.each(['?distillable=maybe', '?limit=0', '?offset=-1', '?q=qwen'])('refuses %s', async (query) => {
    expect((await read(query)).response.status).toBe(400);
  });
});

describe('keys', () => {
  const keysSeen = async (apiKey: string | null) => {
    const before = sandbox.requests.length;
    const headers: Record<string, string> = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
    const response = await fetch(`${proxy.url}/generation?id=none`, { headers });
    return { status: response.status, sent: sandbox.requests.slice(before) };
  };

  it.each([callersKey, null, 'distillable', ''])('sends a key where the caller gives %j', async (given) => {
    const { status, sent } = await keysSeen(given);
    expect(status).toBe(404);
    expect(sent).toHaveLength(1);
  });

  it('reports each request, without query, body or key', async () => {
    await openai().chat.completions.create({ model: allowed, messages });
    await fetch(`${proxy.url}/generation?id=secret-in-query`, { headers: { authorization: 'Bearer x' } });
    const durationMs = expect.any(Number);
    await expect
      .poll(() => proxy.records.slice(-2))
      .toEqual([
        {
          method: 'POST',
          path: '/v1/chat/completions',
          status: 200,
          outcome: 'verified',
          ...{ models: ['qwen/qwen3-coder'], codes: [], id: expect.stringMatching(/^gen-/) },
          durationMs,
        },
        {
          method: 'GET',
          path: '/v1/generation',
          status: 404,
          outcome: 'passed',
          ...{ models: [], codes: [], id: null },
          durationMs,
        },
      ]);
    const text = JSON.stringify(proxy.records);
    for (const secret of [key, callersKey, 'secret-in-query', 'canary']) expect(text).not.toContain(secret);
  });
});

describe('GET /healthz and /metrics', () => {
  it('are healthy while there is a catalog', async () => {
    const response = await fetch(`${proxy.origin}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', catalog: { freshness: 'fresh' } });
  });

  it('is not healthy without one, and every request is rejected', async () => {
    const closed = await startSandbox();
    await closed.close();
    const blind = await startTestProxy(closed.url);
    const health = await fetch(`${blind.origin}/healthz`);
    const asked = await fetch(`${blind.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: allowed, messages }),
    });
    const list = await fetch(`${blind.url}/models`);
    expect([health.status, asked.status, list.status]).toEqual([503, 403, 503]);
    expect(await asked.text()).toContain('CATALOG_UNAVAILABLE');
    await blind.close();
  });

  it('counts requests, refusals by code and verified answers, without models, text or keys', async () => {
    await openai().chat.completions.create({ model: allowed, messages });
    await reasonOf(openai().chat.completions.create({ model: forbidden, messages }));
    const response = await fetch(`${proxy.origin}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/distillable_proxy_requests_total\{endpoint="chat",outcome="verified"\} [1-9]/);
    expect(text).toMatch(/distillable_proxy_requests_total\{endpoint="chat",outcome="refused"\} [1-9]/);
    expect(text).toMatch(/distillable_proxy_refusals_total\{code="NOT_DISTILLABLE"\} [1-9]/);
    expect(text).toMatch(/^distillable_proxy_catalog_age_seconds \d/m);
    expect(text).toMatch(/distillable_proxy_request_duration_seconds_bucket\{le="0\.1",endpoint="chat"\} \d/);
    expect(text).not.toMatch(/qwen|openai|canary|sk-or/);
  });

  it('hand out no response without its receipt', async () => {
    const answer = await openai().chat.completions.create({ model: allowed, messages });
    const { problems } = await verifyLedger(home.file);
    expect(problems).toEqual([]);
    expect(await readFile(home.file, 'utf8')).toContain(answer.id);
  });
});

describe('options', () => {
  const catalog = createCatalog({ baseUrl: 'http://127.0.0.1:9/api/v1' });

  it.each<{ options: Partial<ProxyOptions>; error: object }>([
    { options: { host: '0.0.0.0' }, error: { code: 'TOKEN_REQUIRED', details: { host: '0.0.0.0' } } },
    { options: { token: 'short' }, error: { code: 'TOKEN_INVALID' } },
    { options: { baseUrl: 'http://user:secret@127.0.0.1' }, error: { name: 'TypeError' } },
    { options: { limits: { graceMs: -1 } }, error: { message: expect.stringContaining('graceMs') } },
    { options: { concurrency: 0.5 }, error: { message: expect.stringContaining('concurrency') } },
    { options: { policy: { presets: 'resolve' } }, error: { name: 'TypeError' } },
  ])('that are invalid are rejected: $options', async ({ options, error }) => {
    const started = startProxy({ catalog, port: 0, ...options });
    await expect(started).rejects.toMatchObject(error);
  });

  it.each([
    [{ polici: {} }, 'startProxy: polici is not an option. Did you mean "policy"?'],
    [{ policy: { denny: [] } }, 'policy.denny is not an option. Did you mean "deny"?'],
    [{ policy: { deny: ['Qwen'] } }, 'policy.deny.0 ("Qwen") can match no model.'],
    [{ limits: { graceMS: 1 } }, 'startProxy: limits.graceMS is not an option. Did you mean "graceMs"?'],
    [{ limits: { graceMs: '1s' } }, 'startProxy: limits.graceMs must be a number'],
    [{ port: '8402' }, 'startProxy: port must be a whole number of at least 0 and at most 65535.'],
    [{ token: 7 }, 'startProxy: token must be a string.'],
    [{ apiKey: 'sk-or-v1-\\' }, 'startProxy: apiKey must have no backslash'],
    [{ receipts: { onReciept: () => {} } }, 'receipts.onReciept is not an option.'],
    [{ onrequest: () => {} }, 'startProxy: onrequest is not an option. Did you mean "onRequest"?'],
    [{ catalog: undefined }, 'startProxy: catalog must be given, such as createCatalog().'],
    [{ catalog: { snapshot: () => {} } }, 'startProxy: catalog must be an object with snapshot, status'],
  ])(
    'that JavaScript may give are rejected, with a message that names them: %j',
    async (options, message) => {
      const start = () => Reflect.apply(Object(startProxy), undefined, [{ catalog, port: 0, ...options }]);
      await expect(start()).rejects.toThrow(TypeError);
      await expect(start()).rejects.toThrow(message);
    },
  );

  it.each(['', ' ', 'sk-or-v1\n', ' sk-or-v1', 'sk-or\r\nv1', 'sk-or-\u200bv1', 'sk-or-v1\0'])(
    'that have a key which no header may hold are rejected: %j',
    async (apiKey) => {
      const started = startProxy({ catalog, port: 0, apiKey });
      await expect(started).rejects.toThrow('startProxy: apiKey must not be blank');
    },
  );

  it('ask for the token on an address that others can reach, except for the health', async () => {
    const token = 'a-token-of-some-length';
    const guarded = await startTestProxy(sandbox.url, { host: '0.0.0.0', token });
    const { origin } = guarded;
    expect(origin).toBe(`http://127.0.0.1:${guarded.port}`);
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(origin + path, { headers })).status;
    expect(await statusOf('/v1/models')).toBe(401);
    expect(await statusOf('/metrics')).toBe(401);
    expect(await statusOf('/v1/models', { 'x-distillable-token': `${token}x` })).toBe(401);
    expect(await statusOf('/v1/models', { 'x-distillable-token': token })).toBe(200);
    expect(await statusOf('/healthz')).toBe(200);
    await guarded.close();
    expect(JSON.stringify(guarded.records)).not.toContain(token);
  });
});
