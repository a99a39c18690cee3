import { once } from 'node:events';
import { createGuard, type GuardOptions, type Receipt } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { Agent, type Dispatcher, request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { guardOf, reasonOf } from '../support/transport/guards.js';
import { chatShape } from '../support/transport/shapes.js';
import {
  drained,
  eventOf,
  type Respond,
  sendEvents,
  sendJson,
  startEvents,
  startUpstream,
} from '../support/transport/upstream.js';

const { document, body, events } = chatShape;
const bodyText = JSON.stringify(body);
const [firstEvent = ''] = events('open/small');
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0)) await close();
});

interface World {
  readonly url: string;
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  readonly receipts: Receipt[];
  readonly count: () => number;
}

async function startWorld(respond: Respond, options: Partial<GuardOptions> = {}): Promise<World> {
  const upstream = await startUpstream(respond);
  const agent = new Agent();
  cleanUp.push(
    () => agent.destroy(),
    () => upstream.close(),
  );
  const receipts: Receipt[] = [];
  const guard = guardOf({
    send: { baseUrl: upstream.url },
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
  }).with(options);
  return {
    ...{ url: `${upstream.url}/chat/completions`, origin: upstream.origin, receipts },
    dispatcher: agent.compose(distillableInterceptor(guard)),
    count: () => upstream.requests.length,
  };
}

const big = eventOf({ model: 'open/small', choices: [{ index: 0, delta: { content: 'x'.repeat(65_000) } }] });

it('reads a stream no faster than its reader', async () => {
  let written = 0;
  let stalled = (): void => {};
  const full = new Promise<void>((resolve) => {
    stalled = resolve;
  });
  const { url, dispatcher } = await startWorld(async (response) => {
    startEvents(response);
    while (!response.destroyed) {
      written += big.length;
      if (response.write(big)) continue;
      const timer = setTimeout(stalled, 300);
      await drained(response);
      clearTimeout(timer);
    }
  });
  const response = await request(url, { method: 'POST', body: bodyText, dispatcher });
  await full;
  const held = written;
  expect(held).toBeLessThan(16_000_000);
  let read = 0;
  for await (const chunk of response.body) {
    read += chunk.length;
    if (read > 30_000_000) break;
  }
  expect(written).toBeGreaterThan(held);
});

it('hands out a held response no faster than it is taken', async () => {
  const { origin, dispatcher } = await startWorld((response) => sendJson(response, document('open/small')));
  const seen: string[] = [];
  let controller: Dispatcher.DispatchController | undefined;
  const paused = new Promise<void>((resolve) => {
    dispatcher.dispatch(
      { origin, path: '/api/v1/chat/completions', method: 'POST', body: bodyText },
      {
        onRequestStart: (given) => {
          controller = given;
        },
        onResponseStart: (given) => {
          seen.push('start');
          given.pause();
          setImmediate(resolve);
        },
        onResponseData: () => void seen.push('data'),
        onResponseEnd: () => void seen.push('end'),
        onResponseError: (_, error) => void seen.push(error.message),
      },
    );
  });
  await paused;
  expect(seen).toEqual(['start']);
  expect(controller?.paused).toBe(true);
  controller?.resume();
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual(['start', 'data', 'end']);
});

describe('an abort', () => {
  it('before or while it is judged sends nothing, and is reported at once', async () => {
    const { url, count } = await startWorld(() => {});
    let asked = (): void => {};
    const judging = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const guard = createGuard({
      send: { baseUrl: url.replace('/chat/completions', '') },
      catalog: {
        snapshot() {
          asked();
          return new Promise(() => {});
        },
      },
    });
    const agent = new Agent();
    cleanUp.push(() => agent.destroy());
    const dispatcher = agent.compose(distillableInterceptor(guard));
    const send = (signal: AbortSignal) =>
      request(url, { method: 'POST', body: bodyText, dispatcher, signal });
    const early = new Error('early');
    expect(await reasonOf(send(AbortSignal.abort(early)))).toBe(early);
    const controller = new AbortController();
    const reason = reasonOf(send(controller.signal));
    await judging;
    const late = new Error('late');
    controller.abort(late);
    expect(await reason).toBe(late);
    expect(count()).toBe(0);
  });

  it.each<[string, Respond]>([
    ['before the head', () => {}],
    [
      'of a held response',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{');
      },
    ],
    [
      'of a stream',
      (response) => {
        startEvents(response);
        response.write(eventOf(firstEvent));
      },
    ],
  ])('%s reaches the server', async (_, respond) => {
    const controller = new AbortController();
    const enough = new Error('enough');
    let gone: Promise<unknown> = Promise.resolve();
    const { url, dispatcher } = await startWorld((response, arrived, count) => {
      gone = once(response, 'close');
      respond(response, arrived, count);
      setImmediate(() => controller.abort(enough));
    });
    const asking = request(url, { method: 'POST', body: bodyText, dispatcher, signal: controller.signal });
    expect(await reasonOf(asking.then((response) => response.body.text()))).toBe(enough);
    await gone;
  });

  it('by a reader who leaves a stream reaches the server, and the receipt', async () => {
    let gone: Promise<unknown> = Promise.resolve();
    let noted = (): void => {};
    const receipts: Receipt[] = [];
    const receipt = new Promise<void>((resolve) => {
      noted = resolve;
    });
    const { url, dispatcher } = await startWorld(
      (response) => {
        gone = once(response, 'close');
        startEvents(response);
        response.write(eventOf(firstEvent));
      },
      {
        receipts: {
          onReceipt(written) {
            receipts.push(written);
            noted();
          },
        },
      },
    );
    const response = await request(url, { method: 'POST', body: bodyText, dispatcher });
    for await (const _ of response.body) break;
    await gone;
    await receipt;
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: false }]);
  });
});

describe('a response that breaks off', () => {
  it.each<[string, Respond]>([
    ['before its head', (response) => response.destroy()],
    [
      'while it is held',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{', () => response.destroy());
      },
    ],
    [
      'while it streams',
      (response) => {
        startEvents(response);
        response.write(eventOf(firstEvent), () => response.destroy());
      },
    ],
  ])('%s errors as undici says', async (when, respond) => {
    const { url, dispatcher, receipts } = await startWorld(respond);
    const asking = request(url, { method: 'POST', body: bodyText, dispatcher });
    expect(await reasonOf(asking.then((response) => response.body.text()))).toMatchObject({
      code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/),
    });
    expect(receipts).toHaveLength(when === 'before its head' ? 0 : 1);
  });
});

it.each([true, false])('waits for onReceipt, and errors with it (stream: %s)', async (isStream) => {
  const full = new Error('disk full');
  const { url, dispatcher } = await startWorld(
    (response) =>
      isStream ? sendEvents(response, events('open/small')) : sendJson(response, document('open/small')),
    { receipts: { onReceipt: () => Promise.reject(full) } },
  );
  const asking = request(url, { method: 'POST', body: bodyText, dispatcher });
  expect(await reasonOf(asking.then((response) => response.body.text()))).toBe(full);
});

it('serves many requests over one connection', async () => {
  const { url, count } = await startWorld((response) => sendJson(response, document('open/small')));
  const agent = new Agent({ connections: 1 });
  cleanUp.push(() => agent.destroy());
  const guard = guardOf({ send: { baseUrl: url.replace('/chat/completions', '') } });
  const dispatcher = agent.compose(distillableInterceptor(guard));
  const texts = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const response = await request(url, { method: 'POST', body: bodyText, dispatcher });
      return response.body.text();
    }),
  );
  expect(new Set(texts)).toEqual(new Set([JSON.stringify(document('open/small'))]));
  expect(count()).toBe(50);
});
