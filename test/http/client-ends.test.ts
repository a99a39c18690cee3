import type { ServerResponse } from 'node:http';
import { createGuard } from '@distillable/core';
import { type Client, type ClientOptions, createClient } from '@distillable/core/client';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { chatShape } from '../support/transport/answers.js';
import { collect, guardOf, reasonOf } from '../support/transport/guards.js';
import {
  drained,
  eventOf,
  type Respond,
  sendEvents,
  sendJson,
  startEvents,
  startUpstream,
  type Upstream,
} from '../support/transport/upstream.js';

const { body, answer, events } = chatShape;
const streamed = { ...body, stream: true } as const;
const [firstEvent = ''] = events('open/small');
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0)) await close();
});

async function startWorld(
  respond: Respond,
  options: Partial<ClientOptions> = {},
): Promise<{ readonly upstream: Upstream; readonly client: Client }> {
  const upstream = await startUpstream(respond);
  const dispatcher = new Agent();
  cleanUp.push(
    () => dispatcher.destroy(),
    () => upstream.close(),
  );
  const guard = guardOf({ baseUrl: upstream.url });
  return { upstream, client: createClient({ apiKey: 'key', guard, dispatcher, retryDelay: 1, ...options }) };
}

/** A server that tells when a request has come, and when its connection has gone. */
function watched(start: (response: ServerResponse) => void): {
  readonly respond: Respond;
  readonly begun: Promise<void>;
  readonly gone: Promise<void>;
} {
  let begin = (): void => {};
  let go = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  return {
    begun,
    gone,
    respond(response) {
      response.on('close', go);
      start(response);
      begin();
    },
  };
}

const silent = (): void => {};
const headOnly = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"model":');
};
const oneEvent = (response: ServerResponse): void => {
  startEvents(response);
  response.write(eventOf(firstEvent));
};

describe('an abort', () => {
  it.each([
    [
      'a document before its head',
      silent,
      (client: Client, signal: AbortSignal) => client.chat(body, { signal }),
    ],
    [
      'a document after its head',
      headOnly,
      (client: Client, signal: AbortSignal) => client.chat(body, { signal }),
    ],
    [
      'a stream before its head',
      silent,
      (client: Client, signal: AbortSignal) => collect(client.chat(streamed, { signal })),
    ],
    [
      'a stream after an event',
      oneEvent,
      (client: Client, signal: AbortSignal) => collect(client.chat(streamed, { signal })),
    ],
  ])('ends %s, with its reason, and the connection', async (_, start, ask) => {
    for (const reason of [new Error('enough'), 'enough']) {
      const { respond, begun, gone } = watched(start);
      const { client, upstream } = await startWorld(respond);
      const controller = new AbortController();
      const asking = reasonOf(ask(client, controller.signal));
      await begun;
      controller.abort(reason);
      expect(await asking).toBe(reason);
      await gone;
      expect(upstream.requests).toHaveLength(1);
    }
  });

  it('before or while it is judged sends nothing', async () => {
    const { upstream } = await startWorld(silent);
    let asked = (): void => {};
    const asking = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const guard = createGuard({
      baseUrl: upstream.url,
      catalog: {
        snapshot() {
          asked();
          return new Promise(() => {});
        },
      },
    });
    const client = createClient({ apiKey: 'key', guard });
    expect(await reasonOf(client.chat(body, { signal: AbortSignal.abort('at once') }))).toBe('at once');
    for (const ask of [
      (signal: AbortSignal) => client.chat(body, { signal }),
      (signal: AbortSignal) => collect(client.chat(streamed, { signal })),
    ]) {
      const controller = new AbortController();
      const reason = reasonOf(ask(controller.signal));
      await asking;
      controller.abort('while judging');
      expect(await reason).toBe('while judging');
    }
    expect(upstream.requests).toEqual([]);
  });

  it('ends the wait for another attempt', async () => {
    const { client, upstream } = await startWorld((response) =>
      sendJson(response, {}, 429, { 'retry-after': '20' }),
    );
    const controller = new AbortController();
    const reason = reasonOf(client.chat(body, { signal: controller.signal }));
    while (upstream.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort('enough');
    expect(await reason).toBe('enough');
    expect(upstream.requests).toHaveLength(1);
  });

  it('leaves no listener on a signal that lives on', async () => {
    const { client } = await startWorld((response) => sendJson(response, answer('open/small')));
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = new Proxy(signal, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...values: unknown[]) => {
          if (name === 'addEventListener') listeners += 1;
          if (name === 'removeEventListener') listeners -= 1;
          return Reflect.apply(value, target, values);
        };
      },
    });
    await client.chat(body, { signal: counted });
    await collect(client.chat(streamed, { signal: counted }));
    expect(listeners).toBe(0);
  });
});

describe('a time-out', () => {
  it.each([
    ['a document before its head', silent, false],
    ['a document after its head', headOnly, false],
    ['a stream before its head', silent, true],
    ['a stream after an event', oneEvent, true],
  ])('ends %s, and is not asked again', async (_, start, isStream) => {
    const { respond, gone } = watched(start);
    const { client, upstream } = await startWorld(respond, { timeout: 60_000 });
    const asking = isStream
      ? collect(client.chat(streamed, { timeout: 50 }))
      : client.chat(body, { timeout: 50 });
    expect(await reasonOf(asking)).toMatchObject({ code: 'UPSTREAM_TIMEOUT', details: { timeout: 50 } });
    await gone;
    expect(upstream.requests).toHaveLength(1);
  });

  it('ends the wait for a connection', async () => {
    const { client, upstream } = await startWorld(silent, { dispatcher: new Agent({ connections: 1 }) });
    const first = reasonOf(client.chat(body, { timeout: 200 }));
    const others = [client.chat(body, { timeout: 50 }), collect(client.chat(streamed, { timeout: 50 }))];
    for (const asking of others) expect(await reasonOf(asking)).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await first;
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a stream', () => {
  it('is not sent until it is iterated', async () => {
    const { client, upstream } = await startWorld((response) => sendEvents(response, events('open/small')));
    const stream = client.chat(streamed);
    await client.chat(streamed)[Symbol.asyncIterator]().return?.();
    expect(upstream.requests).toEqual([]);
    await collect(stream);
    expect(upstream.requests).toHaveLength(1);
    expect(await collect(stream)).toEqual([]);
  });

  it('is cancelled when the loop is left', async () => {
    const { respond, gone } = watched(oneEvent);
    const { client } = await startWorld(respond);
    const stream = client.chat(streamed);
    for await (const { text } of stream) {
      expect(text).toBe('A ');
      break;
    }
    await gone;
    expect(await stream.receipt).toMatchObject({ outcome: 'verified', complete: false });
  });

  it('is cancelled by who leaves it while it waits', async () => {
    const { respond, begun, gone } = watched(silent);
    const { client } = await startWorld(respond);
    const iterator = client.chat(streamed)[Symbol.asyncIterator]();
    const next = iterator.next();
    await begun;
    await iterator.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    await gone;
  });

  it('is read no faster than it is asked for', async () => {
    const event = eventOf({
      id: 'gen-1',
      model: 'open/small',
      choices: [{ index: 0, delta: { content: 'x'.repeat(65_000) } }],
    });
    let written = 0;
    let stalled = (): void => {};
    const full = new Promise<void>((resolve) => {
      stalled = resolve;
    });
    const { client } = await startWorld(async (response) => {
      startEvents(response);
      while (!response.destroyed) {
        written += event.length;
        if (response.write(event)) continue;
        const timer = setTimeout(stalled, 300);
        await drained(response);
        clearTimeout(timer);
      }
    });
    const iterator = client.chat(streamed)[Symbol.asyncIterator]();
    expect((await iterator.next()).value?.text).toHaveLength(65_000);
    await full;
    const held = written;
    expect(held).toBeLessThan(16_000_000);
    for (let count = 0; count < 400; count += 1) await iterator.next();
    expect(written).toBeGreaterThan(held);
    await iterator.return?.();
  });

  it('waits for a slow reader longer than for a slow server', async () => {
    const event = eventOf({
      id: 'gen-1',
      model: 'open/small',
      choices: [{ index: 0, delta: { content: 'x'.repeat(65_000) } }],
    });
    const { client } = await startWorld(async (response) => {
      startEvents(response);
      for (let count = 0; count < 200 && !response.destroyed; count += 1) {
        if (!response.write(event)) await drained(response);
      }
      response.end(eventOf('[DONE]'));
    });
    let count = 0;
    for await (const _ of client.chat(streamed, { timeout: 400 })) {
      count += 1;
      if (count === 1) await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    expect(count).toBe(200);
  });
});
