import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../start-sandbox.js';
import {
  ask,
  chat,
  chatStream,
  post,
  type RawResponse,
  readChatText,
  readData,
  readEvents,
  withMetadata,
} from '../testing/requests.js';
import { runningSandbox, smallCatalog, withFaults } from '../testing/sandboxes.js';

const body = { messages: [{ role: 'user', content: 'a' }], input: 'a', prompt: 'a', max_tokens: 9 };

/** A stream of the endpoint at the path. */
function stream(sandbox: Sandbox, path: string, headers = {}): Promise<RawResponse> {
  return post(sandbox, path, { ...body, model: 'qwen/one', stream: true }, headers);
}

/** The same stream without faults. */
async function rightStream(path: string): Promise<RawResponse> {
  return stream(await runningSandbox({ catalog: smallCatalog }), path);
}

describe('switch-model', () => {
  it('names another model from an event on', async () => {
    const sandbox = await withFaults({ kind: 'switch-model', model: 'openai/three', afterEvents: 2 });
    const chunks = readData(await chatStream(sandbox, {}, withMetadata));
    expect(chunks.slice(0, 3).map(({ model }) => model)).toEqual(['qwen/one', 'qwen/one', 'openai/three']);
    expect(chunks.at(-1)).toMatchObject({
      model: 'openai/three',
      openrouter_metadata: { attempts: [{ model: 'openai/three' }] },
    });
  });

  it.each([
    ['/responses', 'response.completed'],
    ['/messages', 'message_stop'],
  ])('at %s in %s', async (path, type) => {
    const sandbox = await withFaults({ kind: 'switch-model', model: 'openai/three', afterEvents: 2 });
    const events = readData(await stream(sandbox, path, withMetadata));
    const last = events.find((event) => event['type'] === type);
    expect(JSON.stringify(events.slice(0, 2))).not.toContain('openai/three');
    expect(JSON.stringify(last)).toContain('"model":"openai/three"');
  });
});

it('cut-stream destroys the socket after so many events', async () => {
  const sandbox = await withFaults({ kind: 'cut-stream', afterEvents: 3 });
  const response = await chatStream(sandbox);
  expect(response.cutShort).toBe(true);
  expect(readEvents(response)).toHaveLength(3);
});

describe('no-done', () => {
  it.each([
    ['/chat/completions', '[DONE]'],
    ['/completions', '[DONE]'],
    ['/responses', 'response.completed'],
    ['/messages', 'message_stop'],
  ])('ends a stream of %s cleanly without %s', async (path, closing) => {
    const response = await stream(await withFaults({ kind: 'no-done' }), path);
    expect(response.cutShort).toBe(false);
    expect(response.body.toString()).not.toContain(closing);
    expect(response.body.toString()).not.toContain('[DONE]');
    const right = (await rightStream(path)).body.toString();
    expect(right).toContain(closing);
    expect(readEvents(response).length).toBeGreaterThan(5);
  });
});

describe('stream-error', () => {
  const message = 'Provider disconnected';

  it.each<[string, object]>([
    [
      '/chat/completions',
      {
        object: 'chat.completion.chunk',
        model: 'qwen/one',
        error: { code: 502, message },
        choices: [{ finish_reason: 'error' }],
      },
    ],
    [
      '/completions',
      {
        object: 'text_completion',
        error: { code: 502, message },
        choices: [{ text: '', finish_reason: 'error' }],
      },
    ],
    ['/responses', { type: 'error', message, sequence_number: 3 }],
    ['/messages', { type: 'error', error: { type: 'api_error', message } }],
  ])('reports an error in the shape of %s, and ends', async (path, expected) => {
    const sandbox = await withFaults({ kind: 'stream-error', afterEvents: 3 });
    const response = await stream(sandbox, path);
    expect(response).toMatchObject({ status: 200, cutShort: false });
    const events = readData(response);
    expect(events).toHaveLength(4);
    expect(events[3]).toMatchObject(expected);
  });

  it('takes a code and a message', async () => {
    const fault = { kind: 'stream-error', afterEvents: 0, code: 429, message: 'Slow down' } as const;
    const [event] = readData(await chatStream(await withFaults(fault)));
    expect(event).toMatchObject({ error: { code: 429, message: 'Slow down' }, model: 'qwen/one' });
  });
});

describe('writes', () => {
  it('are one per event without a fault', async () => {
    const response = await chatStream(await runningSandbox({ catalog: smallCatalog }));
    expect(response.pieces.length).toBeGreaterThan(1);
    for (const piece of response.pieces) expect(piece.toString()).toMatch(/\n\n$/);
  });

  it.each([1, 7, 1000])('of split-writes have %i bytes, and lose nothing', async (bytes) => {
    const messages = [{ role: 'user', content: 'Grüße 你好👋' }];
    const plain = await chatStream(await runningSandbox({ catalog: smallCatalog }), { messages });
    const response = await chatStream(await withFaults({ kind: 'split-writes', bytes }), { messages });
    expect(readChatText(response)).toBe(readChatText(plain));
    const sizes = new Set(response.pieces.slice(0, -1).map(({ length }) => length));
    expect(sizes).toEqual(new Set([bytes]));
  });

  it('of coalesce are one', async () => {
    const response = await chatStream(await withFaults({ kind: 'coalesce' }));
    expect(response.pieces).toHaveLength(1);
    expect(readEvents(response).at(-1)).toBe('data: [DONE]');
  });

  it('of slow-stream are late, each of them', async () => {
    const sandbox = await withFaults({ kind: 'slow-stream', milliseconds: 10 });
    const start = performance.now();
    const response = await chatStream(sandbox);
    expect(performance.now() - start).toBeGreaterThan(readEvents(response).length * 9);
  });
});

describe('endless-stream', () => {
  it.each(['/chat/completions', '/completions', '/responses', '/messages'])(
    'repeats a text event of %s until so many bytes are sent',
    async (path) => {
      const response = await stream(await withFaults({ kind: 'endless-stream', bytes: 300_000 }), path);
      const right = await rightStream(path);
      const more = response.body.length - right.body.length;
      expect(more).toBeGreaterThanOrEqual(300_000 - 100);
      expect(more).toBeLessThan(301_000);
      expect(readEvents(response).at(-1)?.slice(0, 20)).toBe(readEvents(right).at(-1)?.slice(0, 20));
    },
  );

  it('goes on until the client leaves', async () => {
    const sandbox = await withFaults({ kind: 'endless-stream', times: 1 });
    const response = await fetch(`${sandbox.url}/chat/completions`, {
      method: 'POST',
      headers: { 'x-api-key': 'a-key' },
      body: JSON.stringify({ ...body, model: 'qwen/one', stream: true }),
    });
    let received = 0;
    for await (const chunk of response.body ?? []) {
      received += chunk.length;
      if (received > 5_000_000) break;
    }
    expect(received).toBeGreaterThan(5_000_000);
    expect((await chat(sandbox, {})).status).toBe(200);
  });
});

it('combines with other faults of streams', async () => {
  const sandbox = await withFaults(
    { kind: 'switch-model', model: 'openai/three', afterEvents: 1 },
    { kind: 'cut-stream', afterEvents: 2 },
    { kind: 'coalesce' },
  );
  const response = await chatStream(sandbox);
  expect(response.cutShort).toBe(true);
  expect(readData(response).map(({ model }) => model)).toEqual(['qwen/one', 'openai/three']);
});

it.each([
  { kind: 'switch-model', model: 'openai/three', afterEvents: 0 },
  { kind: 'cut-stream', afterEvents: 0 },
  { kind: 'no-done' },
  { kind: 'stream-error', afterEvents: 0 },
  { kind: 'split-writes', bytes: 3 },
  { kind: 'endless-stream' },
] as const)('$kind leaves a whole response as it is', async (fault) => {
  const { status, json } = await ask(await withFaults(fault), '/chat/completions', {
    ...body,
    model: 'qwen/one',
  });
  expect(status).toBe(200);
  expect(json).toMatchObject({ model: 'qwen/one', choices: [{ finish_reason: 'stop' }] });
});
