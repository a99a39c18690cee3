import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Catalog, type CatalogOptions, createCatalog } from '@distillable/catalog';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { MockAgent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/api/v1`;
}

async function sandbox(): Promise<Sandbox> {
  const started = await startSandbox();
  open.push(started);
  return started;
}

function catalogOf(options: CatalogOptions): Catalog {
  const catalog = createCatalog({ retry: { retries: 0 }, ...options });
  open.push(catalog);
  return catalog;
}

const rows = {
  true: ['open/a', 'open/b'],
  false: ['closed/a', 'closed/b'],
  none: ['open/a', 'open/b', 'closed/a', 'closed/b'],
};
/** A minimal list for the filter in the request's URL. */
function listFor(url: string | undefined): string {
  const filter = new URL(url ?? '', 'http://x').searchParams.get('distillable') ?? 'none';
  const ids = filter === 'true' ? rows.true : filter === 'false' ? rows.false : rows.none;
  return JSON.stringify({ data: ids.map((id) => ({ id })), total_count: ids.length });
}

describe('paging', () => {
  /** A server that answers in pages of 25 rows, to any client; `forget` drops the filter from its next links. */
  async function paged(forget: boolean): Promise<{ url: string; full: Sandbox; pages: string[] }> {
    const full = await sandbox();
    const pages: string[] = [];
    const url = await serve(async (request, response) => {
      const asked = new URL(request.url ?? '', full.url);
      pages.push(asked.search);
      if (!asked.searchParams.has('limit')) asked.searchParams.set('limit', '25');
      const answer = await fetch(asked, { headers: { 'accept-encoding': 'identity' } });
      const body = await answer.text();
      response.setHeader('content-type', 'application/json');
      response.end(
        forget
          ? body.replaceAll(/[?&](distillable|output_modalities)=\w+/g, '&').replaceAll('models&', 'models?')
          : body,
      );
    });
    return { url, full, pages };
  }

  it.each([
    ['with the filter in the links', false],
    ['although the links forget the filter', true],
  ])('gives the same catalog as one answer, %s', async (_title, forget) => {
    const { url, full, pages } = await paged(forget);
    const whole = await catalogOf({ baseUrl: full.url }).snapshot();
    const joined = await catalogOf({ baseUrl: url }).snapshot();
    expect(joined.digest).toBe(whole.digest);
    expect(joined.size).toBe(whole.size);
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.every((search) => search.includes('output_modalities=all'))).toBe(true);
  });

  it('does not follow pages without end', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      if (request.url?.includes('distillable=')) return response.end(listFor(request.url));
      count += 1;
      return response.end(
        JSON.stringify({ data: [{ id: `a/${count}` }], links: { next: `/api/v1/models?offset=${count}` } }),
      );
    });
    await expect(catalogOf({ baseUrl: url }).refresh()).rejects.toMatchObject({ code: 'CATALOG_PAGING' });
    expect(count).toBeLessThan(1_100);
  });
});

describe('bodies', () => {
  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('are read when %s-encoded', async (encoding, encode) => {
    const url = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br');
      response.setHeader('content-encoding', encoding);
      response.end(encode(listFor(request.url)));
    });
    expect((await catalogOf({ baseUrl: url }).snapshot()).distillable().map((row) => row.slug)).toEqual(
      rows.true,
    );
  });

  it('are rejected in an encoding that was not asked for', async () => {
    const url = await serve((request, response) => {
      response.setHeader('content-encoding', 'deflate');
      response.end(deflateSync(listFor(request.url)));
    });
    await expect(catalogOf({ baseUrl: url }).refresh()).rejects.toMatchObject({ code: 'CATALOG_ENCODING' });
  });

  it('are rejected when they are not UTF-8', async () => {
    const url = await serve((_request, response) => {
      response.end(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    });
    await expect(catalogOf({ baseUrl: url }).refresh()).rejects.toMatchObject({ code: 'CATALOG_NOT_JSON' });
  });

  it.each([
    ['on the wire', undefined, () => Buffer.alloc(64 * 1024, 0x20)],
    [
      'on the wire, although they are empty once unzipped',
      'gzip',
      () => Buffer.concat(Array(3_000).fill(gzipSync(''))),
    ],
    ['unzipped', 'gzip', () => gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('are given up at the limit %s, while they stream', async (_title, encoding, chunk) => {
    const part = chunk();
    let sent = 0;
    const url = await serve((_request, response) => {
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      const send = () => {
        if (response.destroyed) return;
        sent += part.length;
        response.write(part, () => setImmediate(send));
      };
      send();
    });
    await expect(catalogOf({ baseUrl: url, maxBytes: 1_000_000 }).refresh()).rejects.toMatchObject({
      code: 'CATALOG_TOO_LARGE',
      details: { maxBytes: 1_000_000 },
    });
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });
});

describe('requests', () => {
  it('ask for the three lists, all modalities each, and never carry a key', async () => {
    const server = await sandbox();
    await catalogOf({ baseUrl: server.url }).snapshot();
    const queries = server.requests.map((request) => request.query);
    expect(queries).toHaveLength(3);
    expect(queries).toEqual(
      expect.arrayContaining([
        { output_modalities: 'all' },
        { output_modalities: 'all', distillable: 'true' },
        { output_modalities: 'all', distillable: 'false' },
      ]),
    );
    expect(server.requests.some((request) => request.authorized)).toBe(false);
  });

  it('are repeated after the time that Retry-After asks for, instead of a delay of our own', async () => {
    const asked: number[] = [];
    const untilTomorrow = 86_400_000;
    const url = await serve((request, response) => {
      const isWatched = request.url?.includes('distillable=true') === true;
      if (isWatched) asked.push(performance.now());
      if (isWatched && asked.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end(listFor(request.url));
    });
    await catalogOf({
      baseUrl: url,
      retry: { retries: 1, minDelay: untilTomorrow, maxDelay: untilTomorrow },
    }).snapshot();
    expect(asked).toHaveLength(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('go through the dispatcher that was given', async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher
      .get('https://openrouter.ai')
      .intercept({ path: (path) => path.startsWith('/api/v1/models?') })
      .reply(200, ({ path }) => listFor(path))
      .times(3);
    const snapshot = await catalogOf({ dispatcher }).snapshot();
    expect(snapshot.source.url).toBe('https://openrouter.ai/api/v1');
    expect(snapshot.resolve('closed/a').verdict).toBe('not-distillable');
    await dispatcher.close();
  });

  it('for the hosts of a model need no list and carry no key, and are sent once', async () => {
    const server = await sandbox();
    const catalog = catalogOf({ baseUrl: server.url, retry: { retries: 2, minDelay: 0 } });
    expect(await catalog.hosts('openai/gpt-oss-120b:nitro')).toEqual([
      { name: 'Sandbox openai', slug: 'sandbox-openai' },
      { name: 'DeepInfra', slug: 'deepinfra/fp8' },
      { name: 'Together', slug: 'together' },
      { name: 'Amazon Bedrock', slug: 'amazon-bedrock' },
    ]);
    server.setFaults([{ kind: 'status', status: 503 }]);
    await expect(catalog.hosts('../a b')).rejects.toMatchObject({ details: { status: 503 } });
    expect(server.requests.map(({ path, authorized }) => [path, authorized])).toEqual([
      ['/api/v1/models/openai/gpt-oss-120b:nitro/endpoints', false],
      ['/api/v1/a%20b/endpoints', false],
    ]);
  });

  it.each(['[]', '{"data": []}', '{"data": {"endpoints": [{"tag": "deepinfra"}]}}'])(
    'for the hosts of a model do not take %s for a list of them',
    async (body) => {
      const url = await serve((_request, response) => response.end(body));
      await expect(catalogOf({ baseUrl: url }).hosts('a/b')).rejects.toMatchObject({
        code: 'CATALOG_SHAPE',
        message: expect.stringContaining('did not send a list of hosts'),
      });
    },
  );

  it('end when one list failed: the others are not waited for', async () => {
    let aborted = 0;
    const url = await serve((request, response) => {
      if (request.url?.includes('distillable=true')) {
        response.writeHead(403).end();
        return;
      }
      response.once('close', () => {
        aborted += 1;
      });
      response.flushHeaders();
    });
    await expect(catalogOf({ baseUrl: url, timeout: 600_000 }).refresh()).rejects.toMatchObject({
      details: { status: 403 },
    });
    await expect.poll(() => aborted).toBe(2);
  });
});
