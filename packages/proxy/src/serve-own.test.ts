import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { CatalogSnapshot, CatalogStatus } from '@distillable/catalog';
import { afterEach, describe, expect, it } from 'vitest';
import { openExchange } from './exchange.js';
import type { ProxyCatalog } from './options.js';
import { serveHealth } from './serve-own.js';

let server: Server | undefined;
afterEach(() => server?.close());

/** The status of the response, and how often the catalog was asked for a list. */
async function askWith(freshness: CatalogStatus['freshness']) {
  let asked = 0;
  const catalog: ProxyCatalog = {
    status: async () => ({ digest: null, age: null, freshness }),
    async snapshot(): Promise<CatalogSnapshot> {
      asked += 1;
      throw new Error('none can be had');
    },
  };
  server = createServer((request, response) => {
    void serveHealth(openExchange(request, response, false), { catalog });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { status } = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } });
  return { status, asked };
}

describe('GET /healthz', () => {
  it.each([
    { freshness: 'fresh', expected: { status: 200, asked: 0 } },
    { freshness: 'stale', expected: { status: 200, asked: 1 } },
    { freshness: 'expired', expected: { status: 503, asked: 1 } },
    { freshness: 'empty', expected: { status: 503, asked: 1 } },
  ] as const)('has a catalog that is $freshness read again unless it is fresh', async (row) => {
    expect(await askWith(row.freshness)).toEqual(row.expected);
  });
});
