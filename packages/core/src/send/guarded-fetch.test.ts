import { gzipSync } from 'node:zlib';
import { CatalogError } from '@distillable/catalog';
import { describe, expect, it, vi } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { createGuard, type GuardOptions } from '../guard.js';
import type { Receipt } from '../verify/receipt.js';
import { PolicyViolationError } from './rejection.js';

const root = 'https://openrouter.ai/api/v1';
const url = `${root}/chat/completions`;
const now = (): number => Date.UTC(2026, 8, 2);
const snapshot = catalogSnapshot(
  [
    catalogModel('open/a'),
    catalogModel('open/b'),
    catalogModel('closed/x', { permission: 'not-distillable' }),
  ],
  { retrievedAt: new Date(now()) },
);
const catalog = { snapshot: async () => snapshot };
const noCatalog = {
  snapshot: () =>
    Promise.reject(
      new CatalogError('CATALOG_UNAVAILABLE', 'The list could not be read.', {
        details: { retrievedAt: null },
      }),
    ),
};

interface Sent {
  readonly input: string | URL | Request;
  readonly init: RequestInit;
}

/** A guard whose requests go nowhere, with what it sent and wrote. */
function guardOf(options: Partial<GuardOptions> = {}, respond = () => Response.json({ model: 'open/a' })) {
  const sent: Sent[] = [];
  const receipts: Receipt[] = [];
  const rejections: PolicyViolationError[] = [];
  const guard = createGuard({
    catalog,
    now,
    receipts: { onReceipt: (receipt) => receipts.push(receipt) },
    onRejection: (error) => rejections.push(error),
    send: {
      fetch: async (input, init = {}) => {
        sent.push({ input, init });
        return respond();
      },
    },
  }).with(options);
  return { fetch: guard.fetch, guard, sent, receipts, rejections };
}

const asked = { model: 'open/a', messages: [{ role: 'user', content: 'Grüße 🌍' }] };
const text = JSON.stringify(asked);
const guardedText = JSON.stringify({ ...asked, provider: { enforce_distillable_text: true } });
const headersOf = ({ init }: Sent): Headers => new Headers(init.headers);
const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> => new Blob([bytes]).stream();
const bytes = new TextEncoder().encode(text);
const around = new Uint8Array([0, ...bytes, 0]);
const zipped = gzipSync(bytes);
const gzip = { 'content-encoding': 'gzip' };
const half = { duplex: 'half' } as const;

describe('a body', () => {
  it.each<[what: string, init: RequestInit]>([
    ['a text', { body: text }],
    ['a text with a byte order mark', { body: `\uFEFF${text}` }],
    ['bytes', { body: bytes }],
    ['a part of other bytes', { body: around.subarray(1, -1) }],
    ['a view', { body: new DataView(around.buffer, 1, bytes.length) }],
    ['an ArrayBuffer', { body: bytes.slice().buffer }],
    ['a Buffer', { body: Buffer.from(bytes) }],
    ['a Blob', { body: new Blob([bytes]) }],
    ['a Blob with a type', { body: new Blob([bytes], { type: 'text/plain' }) }],
    ['a stream', { body: streamOf(bytes), ...half }],
    ['gzip', { body: zipped, headers: gzip }],
    ['a stream of gzip', { body: streamOf(zipped), headers: gzip, ...half }],
  ])('given as %s is sent as the same JSON, with the flag', async (_, init) => {
    for (const inside of [false, true]) {
      const { fetch, sent } = guardOf();
      // A stream can be sent once.
      const body =
        init.body instanceof ReadableStream ? streamOf(init.headers ? zipped : bytes) : (init.body ?? null);
      const given: RequestInit = { method: 'POST', ...init, body };
      await (inside ? fetch(new Request(url, given)) : fetch(url, given));
      expect(sent.map(({ init }) => init.body)).toEqual([guardedText]);
      expect(sent.map(({ input }) => input)).toEqual([url]);
      expect(sent.map((each) => headersOf(each).get('content-type'))).toEqual(['application/json']);
      expect(sent.map((each) => headersOf(each).has('content-encoding'))).toEqual([false]);
    }
  });

  it('with a key that comes twice is sent with the one that was judged', async () => {
    const { fetch, sent } = guardOf();
    await fetch(url, { method: 'POST', body: '{"model":"closed/x","model":"open/a"}' });
    expect(sent[0]?.init.body).toBe('{"model":"open/a","provider":{"enforce_distillable_text":true}}');
    await expect(
      fetch(url, { method: 'POST', body: '{"model":"open/a","model":"closed/x"}' }),
    ).rejects.toThrow('closed/x');
  });

  it.each<[what: string, init: RequestInit, code: string]>([
    ['no JSON', { body: 'Hello' }, 'BODY_NOT_JSON'],
    ['nothing', {}, 'BODY_NOT_JSON'],
    ['an unknown encoding', { body: text, headers: { 'content-encoding': 'lzma' } }, 'BODY_ENCODING_UNKNOWN'],
    ['a form', { body: new URLSearchParams({ model: asked.model }) }, 'BODY_IS_FORM'],
    ['a list', { body: '[]' }, 'BODY_NOT_OBJECT'],
    ['another model', { body: '{"model":"closed/x"}' }, 'NOT_DISTILLABLE'],
    ['no model', { body: '{}' }, 'SERVER_PICKS'],
  ])('of %s is rejected, and nothing is sent', async (_, init, code) => {
    const { fetch, sent, receipts, rejections } = guardOf();
    const error = await fetch(url, { method: 'POST', ...init }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PolicyViolationError);
    expect(error).toMatchObject({ decision: { allowed: false, violations: [{ code }] } });
    expect({ sent, receipts, rejections }).toEqual({ sent: [], receipts: [], rejections: [error] });
  });

  it('that fails to be read fails as it does', async () => {
    const broken = new Error('disk');
    const body = new ReadableStream({ pull: (controller) => controller.error(broken) });
    const { fetch, sent, rejections } = guardOf({ send: { rejected: 'respond' } });
    await expect(fetch(url, { method: 'POST', body, ...half })).rejects.toBe(broken);
    expect([...sent, ...rejections]).toEqual([]);
  });
});

describe('what is sent beside the body', () => {
  it('is what was given, without what described the old body', async () => {
    const { fetch, sent } = guardOf();
    const headers = {
      ...{
        Authorization: 'Bearer key',
        'HTTP-Referer': 'https://a.test',
        'X-Title': 'T',
        'idempotency-key': '7',
      },
      ...{
        'Content-Type': 'text/plain',
        'Content-Length': '7',
        'Transfer-Encoding': 'chunked',
        'Content-MD5': 'x',
      },
    };
    await fetch(url, { method: 'POST', headers, body: text });
    expect(sent.map((each) => Object.fromEntries(headersOf(each)))).toEqual([
      {
        ...{
          authorization: 'Bearer key',
          'http-referer': 'https://a.test',
          'x-title': 'T',
          'idempotency-key': '7',
        },
        ...{ 'content-type': 'application/json', 'x-openrouter-metadata': 'enabled' },
      },
    ]);
  });

  it.each([
    ['is asked for', {}, {}, 'enabled'],
    ['is not asked for where the user does not want it', { send: { metadata: false } }, {}, null],
    ['is asked for as the caller does', {}, { 'X-OpenRouter-Metadata': 'disabled' }, 'disabled'],
    [
      'is asked for by the caller',
      { send: { metadata: false } },
      { 'X-OpenRouter-Metadata': 'enabled' },
      'enabled',
    ],
  ])('metadata %s', async (_, options, headers, value) => {
    const { fetch, sent } = guardOf(options);
    await fetch(url, { method: 'POST', headers, body: text });
    expect(sent.map((each) => headersOf(each).get('x-openrouter-metadata'))).toEqual([value]);
  });

  it('keeps signal, keepalive, duplex and whatever else fetch may know', async () => {
    const { fetch, sent } = guardOf();
    const { signal } = new AbortController();
    const next = { tags: ['x'] };
    const init = { method: 'POST', body: text, signal, keepalive: true, next, ...half };
    await fetch(url, init);
    expect(sent[0]?.init).toMatchObject({ method: 'POST', signal, keepalive: true, next, duplex: 'half' });
    const request = new Request(url, {
      method: 'POST',
      body: text,
      keepalive: true,
      signal,
      credentials: 'omit',
    });
    await fetch(request);
    expect(sent[1]?.init).toMatchObject({ keepalive: true, signal: request.signal, credentials: 'omit' });
  });

  it('never follows a redirect, whatever was asked for', async () => {
    const { fetch, sent } = guardOf(
      {},
      () => new Response(null, { status: 307, headers: { location: 'https://evil.test' } }),
    );
    expect((await fetch(url, { method: 'POST', body: text, redirect: 'follow' })).status).toBe(307);
    await fetch(new Request(url, { method: 'POST', body: text, redirect: 'follow' }));
    expect(sent.map(({ init }) => init.redirect)).toEqual(['manual', 'manual']);
  });

  it('leaves what was given as it is', async () => {
    const { fetch } = guardOf();
    const headers = new Headers({ 'content-length': '7' });
    const init = Object.freeze({ method: 'POST', headers, body: bytes });
    const before = bytes.slice();
    const target = new URL(url);
    await fetch(target, init);
    expect([...headers]).toEqual([['content-length', '7']]);
    expect(bytes).toEqual(before);
    expect(target.href).toBe(url);
  });

  it('goes through whatever fetch is the global one at the time', async () => {
    const guard = createGuard({ catalog, now });
    const global = vi.fn(async () => Response.json({ model: 'open/a' }));
    vi.stubGlobal('fetch', global);
    await guard.fetch(url, { method: 'POST', body: text });
    expect(global).toHaveBeenCalledExactlyOnceWith(url, expect.objectContaining({ body: guardedText }));
  });
});

describe('where it is sent', () => {
  it.each([
    ['chat/completions', 'chat', asked],
    ['completions', 'completions', { model: 'open/a', prompt: 'Hi' }],
    ['responses', 'responses', { model: 'open/a', input: 'Hi' }],
    ['messages', 'messages', { model: 'open/a', max_tokens: 8, messages: [] }],
  ])('to %s as %s', async (path, shape, body) => {
    const { fetch, sent, receipts } = guardOf();
    await fetch(`${root}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({
      ...body,
      provider: { enforce_distillable_text: true },
    });
    expect(receipts).toMatchObject([{ endpoint: shape, outcome: 'verified' }]);
  });

  it('to batches, whose text comes later', async () => {
    const { fetch, receipts } = guardOf({}, () => Response.json({ id: 'batch_1', object: 'batch' }));
    const body = JSON.stringify({ model: 'open/a', requests: [{ custom_id: '1', body: { messages: [] } }] });
    const response = await fetch('https://openrouter.ai/api/beta/batches', { method: 'POST', body });
    expect(await response.json()).toEqual({ id: 'batch_1', object: 'batch' });
    expect(receipts).toMatchObject([
      { endpoint: 'batch', outcome: 'deferred', id: 'batch_1', requested: ['open/a'] },
    ]);
  });

  it('passes what makes no text as it was read, and follows no redirect', async () => {
    const { fetch, sent, receipts } = guardOf({}, () => Response.json({ model: 'closed/x' }));
    const init = { method: 'POST', body: '{"model":"closed/x"}', redirect: 'follow' as const };
    await fetch(new Request(`${root}/models`));
    await fetch(`${root}/embeddings`, { ...init, headers: { 'x-a': '1' } });
    expect(sent[0]).toMatchObject({ input: `${root}/models`, init: { method: 'GET', redirect: 'manual' } });
    expect(sent[1]).toMatchObject({ input: `${root}/embeddings`, init: { ...init, redirect: 'manual' } });
    expect([...new Headers(sent[1]?.init?.headers)]).toEqual([['x-a', '1']]);
    expect(receipts).toEqual([]);
  });

  it.each([
    ['https://example.com/api/v1/chat/completions', 'ORIGIN_NOT_GUARDED'],
    ['http://openrouter.ai/api/v1/chat/completions', 'ORIGIN_NOT_GUARDED'],
    [`${root}/audio/transcriptions`, 'ENDPOINT_UNKNOWN'],
    [`${root}/new/text`, 'ENDPOINT_UNKNOWN'],
  ])('rejects %s as %s, unless it is listed', async (target, code) => {
    const { fetch, sent, rejections } = guardOf();
    await expect(fetch(target, { method: 'POST', body: text })).rejects.toMatchObject({
      decision: { violations: [{ code }] },
    });
    expect(sent).toEqual([]);
    expect(rejections).toHaveLength(1);
    const listed = guardOf({ send: { passThrough: [target] } });
    await listed.fetch(target, { method: 'POST', body: text });
    expect(listed.sent.map(({ init }) => init.body)).toEqual([text]);
  });

  it('judges at the base URL too', async () => {
    const { fetch, sent } = guardOf({ send: { baseUrl: 'http://127.0.0.1:8080/gateway/v1' } });
    await fetch('http://127.0.0.1:8080/gateway/v1/chat/completions', { method: 'POST', body: text });
    await fetch('https://eu.openrouter.ai/api/v1/chat/completions', { method: 'POST', body: text });
    expect(sent.map(({ init }) => init.body)).toEqual([guardedText, guardedText]);
  });
});

describe('a rejection', () => {
  it.each([
    [
      url,
      (body: unknown) =>
        expect(body).toMatchObject({ error: { code: 403, metadata: { code: 'POLICY_VIOLATION' } } }),
    ],
    [
      `${root}/messages`,
      (body: unknown) => expect(body).toMatchObject({ type: 'error', error: { type: 'permission_error' } }),
    ],
    [`${root}/audio/transcriptions`, (body: unknown) => expect(body).toMatchObject({ error: { code: 403 } })],
  ])('may be a response in the shape of %s', async (target, expectBody) => {
    const { fetch, sent, rejections } = guardOf({ send: { rejected: 'respond' } });
    const response = await fetch(target, { method: 'POST', body: '{"model":"closed/x"}' });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expectBody(await response.json());
    expect(sent).toEqual([]);
    expect(rejections).toHaveLength(1);
  });

  it('may be a response for one SDK alone', async () => {
    const { guard, sent } = guardOf();
    const fetch = guard.with({ send: { rejected: 'respond' } }).fetch;
    expect((await fetch(url, { method: 'POST', body: '{"model":"closed/x"}' })).status).toBe(403);
    await expect(guard.fetch(url, { method: 'POST', body: '{"model":"closed/x"}' })).rejects.toThrow(
      PolicyViolationError,
    );
    expect(sent).toEqual([]);
  });

  it('shows no key', async () => {
    const { fetch } = guardOf();
    const init = {
      method: 'POST',
      headers: { authorization: 'Bearer sk-or-canary' },
      body: '{"model":"closed/x"}',
    };
    const error = await fetch(url, init).catch((reason: unknown) => reason);
    expect(JSON.stringify([error, Object(error).decision, String(error)])).not.toContain('canary');
  });

  it('of a response goes by the same lists', async () => {
    const respond = () => Response.json({ model: 'open/b' });
    const { fetch } = guardOf({ policy: { deny: ['open/b'] } }, respond);
    await expect(fetch(url, { method: 'POST', body: text })).rejects.toMatchObject({
      receipt: { served: [{ model: 'open/b', allowed: false, code: 'DENIED_BY_POLICY' }] },
    });
    const narrow = guardOf({ policy: { allow: ['open/a'] } }, respond);
    await expect(narrow.fetch(url, { method: 'POST', body: text })).rejects.toMatchObject({
      receipt: { served: [{ code: 'NOT_IN_POLICY' }] },
    });
    const without = guardOf({}, respond);
    expect((await without.fetch(url, { method: 'POST', body: text })).ok).toBe(true);
  });
});

describe('without a catalog', () => {
  const policy = { withoutCatalog: 'enforce-only' } as const;

  it('nothing is sent, unless the policy allows it', async () => {
    const { fetch, sent } = guardOf({ catalog: noCatalog });
    await expect(fetch(url, { method: 'POST', body: text })).rejects.toThrow(PolicyViolationError);
    expect(sent).toEqual([]);
  });

  it('a response is unchecked where it names what was asked for', async () => {
    const { fetch, sent, receipts } = guardOf({ catalog: noCatalog, policy });
    await fetch(url, { method: 'POST', body: text });
    expect(sent.map(({ init }) => init.body)).toEqual([guardedText]);
    expect(receipts).toMatchObject([
      { outcome: 'unchecked', catalog: null, served: [{ code: 'UNCHECKED' }] },
    ]);
  });

  it('a response is rejected where it names anything else', async () => {
    const { fetch } = guardOf({ catalog: noCatalog, policy }, () => Response.json({ model: 'open/b' }));
    await expect(fetch(url, { method: 'POST', body: text })).rejects.toMatchObject({
      receipt: { outcome: 'unverified', served: [{ model: 'open/b', code: 'NO_CATALOG' }] },
    });
  });
});

describe('an abort', () => {
  const reason = new Error('changed my mind');

  it('before the call sends nothing', async () => {
    const { fetch, sent, rejections } = guardOf();
    await expect(fetch(url, { method: 'POST', body: text, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect([...sent, ...rejections]).toEqual([]);
  });

  it('while the body is read sends nothing', async () => {
    const { fetch, sent } = guardOf();
    const controller = new AbortController();
    const body = new ReadableStream({ pull: () => controller.abort(reason) });
    await expect(fetch(url, { method: 'POST', body, signal: controller.signal, ...half })).rejects.toBe(
      reason,
    );
    expect(sent).toEqual([]);
  });

  it('while the catalog is awaited sends nothing', async () => {
    const controller = new AbortController();
    const slow = {
      snapshot: () => {
        controller.abort(reason);
        return new Promise<typeof snapshot>(() => {});
      },
    };
    const { fetch, sent } = guardOf({ catalog: slow });
    await expect(fetch(url, { method: 'POST', body: text, signal: controller.signal })).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  it('stays an error where rejections are to be responses', async () => {
    const { fetch } = guardOf({ send: { rejected: 'respond' } });
    await expect(fetch(url, { method: 'POST', body: text, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });
});
