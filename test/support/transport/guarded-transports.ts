import { type Catalog, createCatalog } from '@distillable/catalog';
import { createGuard, type Outcome, type Receipt } from '@distillable/core';
import { distillableInterceptor } from '@distillable/core/undici';
import { startProxy } from '@distillable/proxy';
import { Agent, type Dispatcher, request } from 'undici';

/** What came back through a transport. */
export interface CameBack {
  /** Of the response; null where there was none. */
  readonly status: number | null;
  /** Until its end, or until it broke off. */
  readonly text: string;
  /** What it broke off with; null where it came to its end. */
  readonly error: unknown;
  /** As it was noted. */
  readonly outcome: Outcome | string | undefined;
}

/** A way for a request to reach the upstream under guard; `path` lies under the API's root. */
export type Transport = (path: string, body: object) => Promise<CameBack>;

/** The transports that share what they say of a response. */
export interface Transports {
  readonly all: Readonly<Record<'guard.fetch' | 'the interceptor' | 'the proxy', Transport>>;
  close(): Promise<void>;
}

/** How long the upstream may be silent. */
const silenceMs = 400;

/**
 * Starts the three transports before one upstream.
 *
 * @param baseUrl of the upstream's API
 * @param catalogUrl where their catalog comes from
 */
export async function startTransports(baseUrl: string, catalogUrl: string): Promise<Transports> {
  const catalog: Catalog = createCatalog({ baseUrl: catalogUrl });
  const receipts: Receipt[] = [];
  const records: { readonly outcome: string }[] = [];
  const onReceipt = (receipt: Receipt): void => void receipts.push(receipt);
  const direct = new Agent();
  const silent = new Agent({ headersTimeout: silenceMs, bodyTimeout: silenceMs });
  const fetchThrough = (url: string | URL | Request, init?: RequestInit): Promise<Response> =>
    fetch(url, Object.assign({}, init, { dispatcher: silent }));
  const guard = createGuard({ catalog, send: { baseUrl, fetch: fetchThrough }, receipts: { onReceipt } });
  const guarded = silent.compose(distillableInterceptor(guard));
  const proxy = await startProxy({
    ...{ catalog, baseUrl, apiKey: 'any', port: 0, limits: { upstreamTimeoutMs: silenceMs } },
    onRequest: (record) => void records.push(record),
  });
  const lastOutcome = (): string | undefined => receipts.at(-1)?.outcome;
  return {
    all: {
      'guard.fetch': async (path, body) => {
        const sent = { method: 'POST', headers: json, body: JSON.stringify(body) };
        return { ...(await readFetch(() => guard.fetch(baseUrl + path, sent))), outcome: lastOutcome() };
      },
      'the interceptor': async (path, body) => {
        return { ...(await ask(baseUrl + path, body, guarded)), outcome: lastOutcome() };
      },
      'the proxy': async (path, body) => {
        const count = records.length;
        const back = await ask(proxy.url + path, body, direct);
        while (records.length === count) await new Promise((resolve) => setTimeout(resolve, 1));
        return { ...back, outcome: records.at(-1)?.outcome };
      },
    },
    async close() {
      await proxy.close();
      await Promise.all([silent.destroy(), direct.destroy()]);
      await catalog.close();
    },
  };
}

const json = { 'content-type': 'application/json', authorization: 'Bearer any' };

type Unnoted = Omit<CameBack, 'outcome'>;

async function readFetch(send: () => Promise<Response>): Promise<Unnoted> {
  try {
    const { status, body } = await send();
    return await collect(status, body ?? []);
  } catch (error) {
    return { status: null, text: '', error };
  }
}

async function ask(url: string, body: object, dispatcher: Dispatcher): Promise<Unnoted> {
  try {
    const sent = { method: 'POST', headers: json, body: JSON.stringify(body), dispatcher } as const;
    const response = await request(url, sent);
    return await collect(response.statusCode, response.body);
  } catch (error) {
    return { status: null, text: '', error };
  }
}

async function collect(status: number, body: AsyncIterable<Uint8Array> | Iterable<never>): Promise<Unnoted> {
  const parts: Uint8Array[] = [];
  const text = (): string => Buffer.concat(parts).toString();
  try {
    for await (const part of body) parts.push(part);
    return { status, text: text(), error: null };
  } catch (error) {
    return { status, text: text(), error };
  }
}
