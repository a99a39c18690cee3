import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { rejectionOf } from '@distillable/core';
import { verifyLedger } from '@distillable/ledger';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { OpenRouter } from '@openrouter/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningProxy, startProxy } from '../support/proxy/start-proxy.js';
import { reasonOf } from '../support/transport/guards.js';

const key = 'sk-or-v1-of-the-environment';
const callersKey = 'sk-or-v1-of-the-caller';
const allowed = 'qwen/qwen3-coder';
const forbidden = 'openai/gpt-4o-mini';
const messages = [{ role: 'user' as const, content: 'What is a canary?' }];

let sandbox: Sandbox;
let proxy: RunningProxy;
beforeAll(async () => {
  sandbox = await startSandbox();
  proxy = await startProxy(['--ledger', 'receipts.jsonl'], {
    OPENROUTER_BASE_URL: sandbox.url,
    OPENROUTER_API_KEY: key,
  });
});
beforeEach(() => sandbox.setFaults([]));
afterAll(async () => {
  await proxy.stop();
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

describe('distillable proxy with the SDKs', () => {
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

  it('tells of a stream that is broken off by an event in the shape of each endpoint', async () => {
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

  it('logs a line for each request, without query, body or key', async () => {
    await openai().chat.completions.create({ model: allowed, messages });
    await fetch(`${proxy.url}/generation?id=secret-in-query`, { headers: { authorization: 'Bearer x' } });
    expect(proxy.log()).toMatch(/^POST \/v1\/chat\/completions 200 verified \d+ ms$/m);
    expect(proxy.log()).toMatch(/^GET \/v1\/generation 404 passed \d+ ms$/m);
    for (const secret of [key, callersKey, 'secret-in-query', 'canary']) {
      expect(proxy.log()).not.toContain(secret);
    }
  });
});

describe('what looks after it', () => {
  it('is healthy while there is a catalog', async () => {
    const response = await fetch(`${proxy.origin}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', catalog: { freshness: 'fresh' } });
  });

  it('is not without one, and refuses every request', async () => {
    const dead = await startSandbox();
    await dead.close();
    const blind = await startProxy(['--timeout', '1s'], { OPENROUTER_BASE_URL: dead.url });
    const health = await fetch(`${blind.origin}/healthz`);
    const asked = await fetch(`${blind.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: allowed, messages }),
    });
    const list = await fetch(`${blind.url}/models`);
    expect([health.status, asked.status, list.status]).toEqual([503, 403, 503]);
    expect(await asked.text()).toContain('CATALOG_UNAVAILABLE');
    expect(await blind.stop()).toBe(0);
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

  it('keeps a receipt of every answer that it hands out', async () => {
    const answer = await openai().chat.completions.create({ model: allowed, messages });
    const file = join(proxy.home.path, 'receipts.jsonl');
    const { problems } = await verifyLedger(file);
    expect(problems).toEqual([]);
    expect(await readFile(file, 'utf8')).toContain(answer.id);
  });
});

describe('starting', () => {
  it('prints its address as JSON with --json, and ends with 0', async () => {
    const other = await startProxy(['--sandbox', '--json', '--quiet']);
    expect(JSON.parse(other.line)).toEqual({ url: other.url, upstream: expect.stringMatching(/\/api\/v1$/) });
    const answer = await new OpenAI({ baseURL: other.url, apiKey: 'distillable' }).chat.completions.create({
      model: allowed,
      messages,
    });
    expect(answer.model).toBe(allowed);
    expect(await other.stop('SIGINT')).toBe(0);
    expect(other.log()).toMatch(/^SAMPLE: .*\n$/);
  });

  it.each([
    { args: ['--host', '0.0.0.0'], says: /token/i },
    { args: ['--host', '0.0.0.0', '--token', 'short'], says: /16 characters/ },
    { args: ['--port', '70000'], says: /0 to 65535/ },
    { args: ['--upstream', 'http://user:secret@127.0.0.1'], says: /--upstream must be/ },
    { args: ['--policy', 'missing.json'], says: /Cannot read missing\.json/ },
    { args: ['--ledger', 'no/such/folder/receipts.jsonl'], says: /receipts\.jsonl/ },
  ])('does not start with $args', async ({ args, says }) => {
    const outcome = await proxy.home.run(['proxy', '--sandbox', '--port', '0', ...args]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(says);
    expect(outcome.stderr).not.toContain('user:secret');
  });

  it('reaches an upstream on this machine without the proxy of the environment', async () => {
    const near = await startProxy(['--sandbox'], { HTTP_PROXY: 'http://127.0.0.1:9' });
    const client = new OpenAI({ baseURL: near.url, apiKey: 'distillable', maxRetries: 0 });
    expect((await client.chat.completions.create({ model: allowed, messages })).model).toBe(allowed);
    await near.stop();
  });

  it('judges by an exported snapshot, or by what is cached, without reading a list', async () => {
    const { home } = proxy;
    const env = { OPENROUTER_BASE_URL: sandbox.url, OPENROUTER_API_KEY: key };
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    await home.ageCache(2 * 3_600_000);
    for (const origin of [['--catalog', 'list.json', '--upstream', sandbox.url], ['--offline']]) {
      const before = sandbox.requests.filter(({ path }) => path.endsWith('/models')).length;
      const words = origin.join(' ');
      const { stdout, stderr } = await home.bash(
        `$distillable proxy --port 0 ${words} > address & pid=$!
        until [ -s address ]; do sleep 0.05; done
        curl -s "$(cat address)/models?limit=1" -o /dev/null -D -
        curl -s "$(cat address)/chat/completions" -H 'content-type: application/json' \\
          -d '{"model":"${allowed}","messages":[{"role":"user","content":"What is a canary?"}]}'
        kill $pid; wait $pid; rm address`,
        origin[0] === '--offline' ? env : { OPENROUTER_API_KEY: key },
      );
      expect(stdout, stderr).toMatch(/^x-distillable-catalog-age: \d+/im);
      expect(stdout).toContain(`"model":"${allowed}"`);
      expect(sandbox.requests.filter(({ path }) => path.endsWith('/models'))).toHaveLength(before);
    }
    await home.ageCache(24 * 3_600_000);
    const outcome = await home.run(['proxy', '--port', '0', '--offline'], env);
    expect(outcome).toMatchObject({ code: 3, stdout: '' });
  });

  it('does not share a ledger with a second one', async () => {
    const outcome = await proxy.home.run(['proxy', '--sandbox', '--port', '0', '--ledger', 'receipts.jsonl']);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
  });

  it('asks for its token on every address that others can reach, but for the question whether it lives', async () => {
    const token = 'a-token-of-some-length';
    const open = await startProxy(['--sandbox', '--host', '0.0.0.0'], { DISTILLABLE_PROXY_TOKEN: token });
    const { origin } = open;
    expect(origin).toBe(`http://127.0.0.1:${open.port}`);
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(origin + path, { headers })).status;
    expect(await statusOf('/v1/models')).toBe(401);
    expect(await statusOf('/metrics')).toBe(401);
    expect(await statusOf('/v1/models', { 'x-distillable-token': `${token}x` })).toBe(401);
    expect(await statusOf('/v1/models', { 'x-distillable-token': token })).toBe(200);
    expect(await statusOf('/healthz')).toBe(200);
    expect(await open.stop()).toBe(0);
    expect(open.log()).not.toContain(token);
  });

  it('never sends the key of the environment where only a configuration file points', async () => {
    const { home } = proxy;
    const { writeFile, mkdir } = await import('node:fs/promises');
    await mkdir(join(home.path, 'project'));
    await writeFile(
      join(home.path, 'project', 'distillable.config.json'),
      JSON.stringify({ baseUrl: sandbox.url }),
    );
    const before = sandbox.requests.length;
    const script = `cd project; $distillable proxy --port 0 > address & pid=$!
      until [ -s address ]; do sleep 0.05; done
      curl -s "$(cat address)/generation?id=none"; kill $pid; wait $pid`;
    const { stdout } = await home.bash(script, { OPENROUTER_API_KEY: key });
    expect(sandbox.requests.slice(before).some(({ path }) => path.endsWith('/generation'))).toBe(true);
    expect(stdout).toMatch(/401|key/i);
  });
});
