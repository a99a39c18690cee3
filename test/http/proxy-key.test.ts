import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startThreeWays } from '../support/transport/three-ways.js';
import { eventOf, type Respond, sendJson } from '../support/transport/upstream.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
let respond: Respond;
const world = await startThreeWays((...call) => respond(...call), {
  proxy: { apiKey: key },
});
const proxy = world.ways.find(({ name }) => name === 'proxy');
if (proxy === undefined) throw new Error('no proxy');
const { send } = proxy;
afterAll(() => world.close());
beforeEach(() => {
  world.receipts.length = 0;
  world.records.length = 0;
});

const body = JSON.stringify({ model: 'open/small', messages: [{ role: 'user', content: 'Hi' }] });
const ask = (path: string, headers: Record<string, string> = {}) =>
  send({ method: 'POST', path, body, headers: { 'content-type': 'application/json', ...headers } });
const quoting = { error: { code: 401, message: `Bad key ${key}`, url: encodeURIComponent(`key=${key}`) } };
const paths = ['/v1/chat/completions', '/v1/messages', '/v1/embeddings'];

describe('the own key of a proxy', () => {
  it.each(paths)('is struck out of an error, headers and all: %s', async (path) => {
    respond = (response) => sendJson(response, quoting, 401, { 'x-quoted': `Bearer ${key}` });
    const { status, headers, text } = await ask(path);
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ error: { message: `Bad key ${'*'.repeat(key.length)}` } });
    expect(JSON.stringify([text, [...headers]])).not.toContain(key);
    expect(JSON.stringify([world.receipts, world.records])).not.toContain(key);
  });

  it.each(paths)('is struck out of a zipped error: %s', async (path) => {
    respond = (response) => {
      response.writeHead(401, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(quoting)));
    };
    const { status, text } = await ask(path, { 'accept-encoding': 'gzip' });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ error: { message: `Bad key ${'*'.repeat(key.length)}` } });
    expect(world.upstream.requests.at(-1)?.headers['accept-encoding']).toBe('identity');
  });

  it('is struck out of a response, whole', async () => {
    const content = `My key is ${key}`;
    respond = (response) =>
      sendJson(response, { id: key, model: 'open/small', choices: [{ message: { content } }] });
    const { status, text } = await ask('/v1/chat/completions');
    expect(status).toBe(200);
    expect(text).toContain('My key is ****');
    expect(text).not.toContain(key);
    expect(JSON.stringify(world.receipts)).not.toContain(key);
  });

  it('is struck out of a stream that parts it anywhere', async () => {
    const event = eventOf({ id: 'gen-1', model: 'open/small', choices: [{ delta: { content: key } }] });
    respond = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < event.length; at += 9) {
        response.write(event.slice(at, at + 9));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      response.end(eventOf('[DONE]'));
    };
    const { text, isWhole } = await ask('/v1/chat/completions');
    expect([isWhole, text]).toEqual([true, event.replace(key, '*'.repeat(key.length)) + eventOf('[DONE]')]);
  });
});

describe("a client's own key", () => {
  it('is in no receipt and no record', async () => {
    const own = 'sk-or-v1-of-the-client';
    respond = (response) => sendJson(response, { error: { code: 401, message: `Bad key ${own}` } }, 401);
    await ask('/v1/chat/completions', { authorization: `Bearer ${own}` });
    expect(world.receipts).toHaveLength(1);
    expect(JSON.stringify([world.receipts, world.records])).not.toContain(own);
  });
});
