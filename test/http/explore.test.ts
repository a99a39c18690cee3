import { once } from 'node:events';
import { connect } from 'node:net';
import { type ExploreData, servePage } from '@distillable/explore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';

const data: ExploreData = {
  version: '0.0.0',
  snapshot: catalogSnapshot([catalogModel('a/b')]).toJSON(),
  limits: { ttl: 1, maxStale: 2 },
  policy: {},
  terms: { date: '2026-11-27', digest: '', entries: [] },
};

let readData: () => Promise<ExploreData> = async () => data;
let served: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  const files = new Map([
    ['index.html', Buffer.from('<h1>page</h1>')],
    ['page.js', Buffer.from('void 0')],
    ['THIRD-PARTY-NOTICES', Buffer.from('MIT')],
  ]);
  served = await servePage({ files, readData: () => readData() }, 0);
});

afterAll(() => served.close());

/** The status line of the response to a request as it is written. */
async function statusOf(...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  socket.end(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  let received = '';
  socket.on('data', (part) => {
    received += part.toString();
  });
  await once(socket, 'close');
  return received.split('\r\n', 1)[0] ?? '';
}

const get = 'GET / HTTP/1.1';
const own = (): string => `Host: ${new URL(served.url).host}`;

describe('the server of explore', () => {
  it.each([
    ['', 'text/html; charset=utf-8', '<h1>page</h1>'],
    ['page.js?again', 'text/javascript; charset=utf-8', 'void 0'],
    ['THIRD-PARTY-NOTICES', 'text/plain; charset=utf-8', 'MIT'],
    ['data.json', 'application/json', JSON.stringify(data)],
  ])('serves /%s', async (path, type, body) => {
    const response = await fetch(served.url + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(body);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy': "frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it.each(['../package.json', '%2e%2e/package.json', 'constructor', 'page.js/', '/'])(
    'serves nothing but its files: /%s',
    async (path) => {
      expect(await statusOf(`GET /${path} HTTP/1.1`, own())).toBe('HTTP/1.1 404 Not Found');
    },
  );

  it.each([
    ['a name that another page points here', () => [get, 'Host: evil.example:80']],
    ['two hosts', () => [get, own(), own()]],
    ['another port', () => [get, 'Host: 127.0.0.1:1']],
    ['the origin of another page', () => [get, own(), 'Origin: https://evil.example']],
    ['a link or script of another page', () => [get, own(), 'Sec-Fetch-Site: cross-site']],
    ['another port of this machine', () => [get, own(), 'Sec-Fetch-Site: same-site']],
  ])('rejects %s', async (_, lines) => {
    expect(await statusOf(...lines())).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  it.each(['none', 'same-origin'])('takes what the browser itself asks for (%s)', async (site) => {
    expect(await statusOf(get, own(), `Sec-Fetch-Site: ${site}`)).toBe('HTTP/1.1 200 OK');
  });

  it('takes no other method than GET and HEAD', async () => {
    expect(await statusOf('POST / HTTP/1.1', own(), 'Content-Length: 0')).toBe(
      'HTTP/1.1 405 Method Not Allowed',
    );
    expect(await statusOf('HEAD / HTTP/1.1', own())).toBe('HTTP/1.1 200 OK');
  });

  it('reads the list anew each time, and says so when there is none', async () => {
    readData = () => Promise.reject(new Error('a secret'));
    const response = await fetch(`${served.url}data.json`);
    readData = async () => data;
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('The model list could not be read.\n');
    expect((await fetch(`${served.url}data.json`)).status).toBe(200);
  });

  it('reports that its port is taken', async () => {
    const port = Number(new URL(served.url).port);
    await expect(servePage({ files: new Map(), readData }, port)).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      details: { port, reason: 'EADDRINUSE' },
    });
  });
});
