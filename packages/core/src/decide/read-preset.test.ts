import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DistillableError } from '@distillable/catalog';
import { afterEach, describe, expect, it } from 'vitest';
import { readPreset } from './presets.js';

const apiKey = 'sk-or-v1-secret';
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on this machine; what it was asked is in `requests`. */
async function serve(answer: RequestListener): Promise<{ baseUrl: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/api/v1`, requests };
}

function answerWith(status: number, body: string, type = 'application/json'): RequestListener {
  return (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
}

const config = { model: 'open/small', provider: { zdr: true } };
const preset = JSON.stringify({ data: { slug: 'mine', designated_version: { version: 3, config } } });

async function failureOf(reading: Promise<unknown>): Promise<DistillableError> {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!DistillableError.is(error, 'PRESET_UNREADABLE'))
    throw new Error(`not a failure of ours: ${String(error)}`);
  return error;
}

/** Everything that a log could show of an error. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => String(Reflect.get(error, name)));
  const details = error instanceof DistillableError ? JSON.stringify(error.details) : '';
  return [...own, details, everythingIn(error.cause)].join('\n');
}

describe('readPreset', () => {
  it("reads the configuration of a preset's designated version with the key", async () => {
    const { baseUrl, requests } = await serve(answerWith(200, preset));
    await expect(readPreset('mine', { apiKey, baseUrl })).resolves.toEqual(config);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/v1/presets/mine']);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  it('takes a base URL with a slash at its end, and escapes the slug', async () => {
    const { baseUrl, requests } = await serve(answerWith(200, preset));
    await readPreset('../keys?a=b', { apiKey, baseUrl: `${baseUrl}/` });
    expect(requests[0]?.url).toBe('/api/v1/presets/..%2Fkeys%3Fa%3Db');
  });

  it.each([
    ['404', answerWith(404, '{"error":{"message":"Preset not found"}}'), /status 404/],
    ['401', answerWith(401, '{}'), /status 401/],
    ['500', answerWith(500, 'oops', 'text/plain'), /status 500/],
    ['HTML', answerWith(200, '<html>Sign in</html>', 'text/html'), /JSON/],
    ['nothing', answerWith(200, ''), /JSON/],
    ['a list of presets', answerWith(200, '{"data":[]}'), /no configuration/],
    [
      'a preset without a version',
      answerWith(200, '{"data":{"designated_version":null}}'),
      /no configuration/,
    ],
    [
      'a configuration that is text',
      answerWith(200, '{"data":{"designated_version":{"config":"x"}}}'),
      /no config/,
    ],
    [
      'an answer that breaks off',
      (_, response) => response.writeHead(200).write('{', () => response.destroy()),
      /./,
    ],
  ] satisfies [string, RequestListener, RegExp][])(
    'refuses %s, and the key is in no error',
    async (_, answer, reason) => {
      const { baseUrl } = await serve(answer);
      const error = await failureOf(readPreset('mine', { apiKey, baseUrl }));
      expect(error.message).toMatch(reason);
      expect(error.details).toEqual({ preset: 'mine' });
      expect(everythingIn(error)).not.toContain('secret');
    },
  );

  it('does not follow a redirect, which would carry the key elsewhere', async () => {
    const elsewhere = await serve(answerWith(200, preset));
    const { baseUrl } = await serve((_, response) =>
      response.writeHead(302, { location: `${elsewhere.baseUrl}/presets/mine` }).end(),
    );
    const error = await failureOf(readPreset('mine', { apiKey, baseUrl }));
    expect(elsewhere.requests).toEqual([]);
    expect(everythingIn(error)).not.toContain('secret');
  });

  it('gives up on a server that does not answer in time', async () => {
    const { baseUrl, requests } = await serve(() => {});
    const error = await failureOf(readPreset('mine', { apiKey, baseUrl, timeout: 50 }));
    expect(error.message).toMatch(/timeout/i);
    // On a busy machine the time may be over before the request arrives.
    expect(requests.length).toBeLessThan(2);
  });

  it('gives up on an answer that does not end in time', async () => {
    const { baseUrl } = await serve((_, response) => response.writeHead(200).write('{"data":'));
    const error = await failureOf(readPreset('mine', { apiKey, baseUrl, timeout: 50 }));
    expect(error.message).toMatch(/timeout/i);
  });

  it('fails where no server listens', async () => {
    const { baseUrl } = await serve(answerWith(200, preset));
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    await failureOf(readPreset('mine', { apiKey, baseUrl }));
  });

  it.each(['sk-or-v1-secret\nx: y', 'sk-or-v1-secret\u2028', '', 'sk-or secret'])(
    'sends nothing with a key that no header can carry: %j',
    async (key) => {
      const { baseUrl, requests } = await serve(answerWith(200, preset));
      const error = await failureOf(readPreset('mine', { apiKey: key, baseUrl }));
      expect(everythingIn(error)).not.toContain('secret');
      expect(requests).toEqual([]);
    },
  );

  it('refuses a slug that no address can carry', async () => {
    await failureOf(readPreset('\ud800', { apiKey, baseUrl: 'http://127.0.0.1:9/api/v1' }));
  });
});
