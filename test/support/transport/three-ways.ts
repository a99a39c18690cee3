import type { GuardOptions, Receipt } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { type ProxyOptions, type RequestRecord, startProxy } from '@distillable/proxy';
import { Agent, type Dispatcher, request } from 'undici';
import { caseCatalog } from '../cases/case-catalog.js';
import { guardOf } from './guards.js';
import { type Respond, startUpstream, type Upstream } from './upstream.js';

/** A request for any of the three ways. */
export interface Sent {
  readonly method: Dispatcher.HttpMethod;
  /** From the origin on, such as `/api/v1/models`. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | null;
}

/** What came back. */
export interface CameBack {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Whether it came to its end. */
  readonly isWhole: boolean;
  /** What it broke off with; null where it is whole. */
  readonly error: unknown;
}

/** A way to send. */
export interface Way {
  readonly name: 'guard.fetch' | 'interceptor' | 'proxy';
  readonly send: (sent: Sent) => Promise<CameBack>;
}

/** An upstream with the three ways to it, which all respond to rejections with a response. */
export interface ThreeWays {
  readonly ways: readonly Way[];
  readonly upstream: Upstream;
  readonly receipts: Receipt[];
  readonly records: RequestRecord[];
  close(): Promise<void>;
}

export interface ThreeWaysOptions {
  readonly guard?: Omit<GuardOptions, 'catalog' | 'send'>;
  readonly proxy?: Partial<ProxyOptions>;
  /** For how long the upstream may be silent, in milliseconds. */
  readonly silenceMs?: number;
}

/** Starts an upstream, and a guard and a proxy before it. */
export async function startThreeWays(
  respond: Respond,
  { guard: guardOptions, proxy: proxyOptions, silenceMs = 300_000 }: ThreeWaysOptions = {},
): Promise<ThreeWays> {
  const upstream = await startUpstream(respond);
  const receipts: Receipt[] = [];
  const records: RequestRecord[] = [];
  const keeps = { onReceipt: (receipt: Receipt) => receipts.push(receipt), textHashes: true };
  const agent = new Agent({ headersTimeout: silenceMs, bodyTimeout: silenceMs });
  const client = new Agent();
  const guard = guardOf({
    receipts: keeps,
    ...guardOptions,
    send: {
      ...{ baseUrl: upstream.url, rejected: 'respond' },
      fetch: (input, init) => fetch(input, Object.assign({}, init, { dispatcher: agent })),
    },
  });
  const proxy = await startProxy({
    catalog: {
      snapshot: async () => caseCatalog,
      status: async () => ({ freshness: 'fresh', digest: caseCatalog.digest, age: 0 }),
    },
    baseUrl: upstream.url,
    port: 0,
    now: guard.options.now,
    receipts: keeps,
    limits: { upstreamTimeoutMs: silenceMs },
    onRequest: (record) => records.push(record),
    ...proxyOptions,
  });
  const guarded = agent.compose(distillableInterceptor(guard));
  const sendBy =
    (dispatcher: Dispatcher, origin: string): Way['send'] =>
    async ({ method, path, headers = {}, body = null }) => {
      const response = await request(origin + path, { method, headers, body, dispatcher });
      return read(response.statusCode, new Headers(plainHeaders(response)), response.body);
    };
  return {
    ways: [
      {
        name: 'guard.fetch',
        async send({ path, ...init }) {
          const response = await guard.fetch(upstream.origin + path, init);
          return read(response.status, response.headers, response.body ?? []);
        },
      },
      { name: 'interceptor', send: sendBy(guarded, upstream.origin) },
      { name: 'proxy', send: sendBy(client, proxy.origin) },
    ],
    ...{ upstream, receipts, records },
    async close() {
      await proxy.close();
      await Promise.all([agent.destroy(), client.destroy()]);
      await upstream.close();
    },
  };
}

function plainHeaders({ headers }: Dispatcher.ResponseData): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

async function read(
  status: number,
  headers: Headers,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<CameBack> {
  const parts: Uint8Array[] = [];
  let error: unknown = null;
  try {
    for await (const part of body) parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  return { status, headers, text: Buffer.concat(parts).toString(), isWhole: error === null, error };
}
