import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { CatalogSnapshot } from '@distillable/catalog/light';
import { afterEach, describe, expect, it } from 'vitest';
import type { CatalogState, ProxyCatalog } from './open-proxy-catalog.js';
import { serveHealth } from './serve-health.js';
import { openVisit } from './visit.js';

let server: Server | undefined;
afterEach(() => server?.close());

/** The answer, and how often the catalog was asked for a list. */
async function askWith(freshness: CatalogState['freshness'], isUsable: boolean) {
  let asked = 0;
  const catalog: ProxyCatalog = {
    state: async () => ({ isUsable, digest: null, age: null, freshness }),
    close: async () => {},
    async snapshot(): Promise<CatalogSnapshot> {
      asked += 1;
      throw new Error('none can be had');
    },
  };
  server = createServer((request, response) => {
    void serveHealth(openVisit(request, response, false), { catalog });
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
    { freshness: 'fresh', isUsable: true, expected: { status: 200, asked: 0 } },
    { freshness: 'stale', isUsable: true, expected: { status: 200, asked: 1 } },
    { freshness: 'expired', isUsable: false, expected: { status: 503, asked: 1 } },
    { freshness: 'empty', isUsable: false, expected: { status: 503, asked: 1 } },
  ] as const)('of a catalog that is $freshness has it read anew where it is not fresh', async (row) => {
    expect(await askWith(row.freshness, row.isUsable)).toEqual(row.expected);
  });
});
