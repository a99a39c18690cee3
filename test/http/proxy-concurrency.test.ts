import type { ServerResponse } from 'node:http';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/proxy/ask.js';
import { allowed } from '../support/proxy/attacks.js';
import { startTestProxy, type TestProxy } from '../support/proxy/start-test-proxy.js';
import { sendJson, startUpstream, type Upstream } from '../support/transport/upstream.js';

const held: ServerResponse[] = [];
let upstream: Upstream;
let sandbox: Sandbox;
let proxy: TestProxy;
beforeAll(async () => {
  upstream = await startUpstream((response) => held.push(response));
  sandbox = await startSandbox();
  proxy = await startTestProxy(sandbox.url, { baseUrl: upstream.url, concurrency: 2 });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
  await sandbox.close();
});

const waiting = async () => {
  const { text } = await ask(proxy.origin, { path: '/metrics', method: 'GET' });
  return Number(/state="waiting"\} (\d+)/.exec(text)?.[1]);
};
const nameOf = (index: number) => JSON.parse(upstream.requests[index]?.body ?? '{}').user;

describe('concurrency', () => {
  it('lets so many through at once, the others in order, and drops the place of a client that leaves', async () => {
    const leaving = new AbortController();
    const send = async (user: string, place: number, signal?: AbortSignal) => {
      const sent = fetch(`${proxy.url}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: allowed, messages: [], user }),
        ...(signal === undefined ? {} : { signal }),
      }).catch(() => null);
      await expect.poll(async () => upstream.requests.length + (await waiting())).toBe(place);
      return { sent };
    };
    const first = await send('first', 1);
    const second = await send('second', 2);
    const third = await send('third', 3, leaving.signal);
    const fourth = await send('fourth', 4);
    expect(upstream.requests).toHaveLength(2);
    expect(await waiting()).toBe(2);

    leaving.abort();
    expect(await third.sent).toBeNull();
    await expect.poll(waiting).toBe(1);

    for (const { sent } of [first, second, fourth]) {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      const response = held.shift();
      if (response !== undefined) sendJson(response, { id: 'gen', model: allowed, choices: [] });
      expect((await sent)?.status).toBe(200);
    }
    expect([0, 1, 2].map(nameOf)).toEqual(['first', 'second', 'fourth']);
    expect(upstream.requests).toHaveLength(3);
  });
});
