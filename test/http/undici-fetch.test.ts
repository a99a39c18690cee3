import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createCatalog } from '@distillable/catalog';
import { createGuard, type Receipt } from '@distillable/core';
import { undiciFetch } from '@distillable/core/undici';
import { startSandbox } from '@distillable/sandbox';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = { method: 'POST', body: '{"a":1}', redirect: 'manual' } as const;

describe('undiciFetch', () => {
  it('sends and answers as the built-in fetch does', async () => {
    const url = await serve(async (request, response) => {
      const chunks = await request.toArray();
      response.setHeader('x-seen', `${request.method} ${request.headers['content-length']} ${request.url}`);
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(201, 'Made').end(Buffer.concat(chunks));
    });
    const ours = await undiciFetch()(`${url}/p?q=1`, { ...post, headers: { 'x-own': 'yes' } });
    const theirs = await fetch(`${url}/p?q=1`, { ...post, headers: { 'x-own': 'yes' } });
    for (const response of [ours, theirs]) {
      expect(response.status).toBe(201);
      expect(response.headers.get('x-seen')).toBe('POST 7 /p?q=1');
      expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      expect(await response.json()).toEqual({ a: 1 });
    }
  });

  it('hands out redirects instead of following them', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    const response = await undiciFetch()(url, post);
    expect([response.status, response.headers.get('location')]).toEqual([307, '/elsewhere']);
  });

  it('unzips what a server zips without being asked', async () => {
    const url = await serve((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('{"zipped":true}')),
    );
    expect(await (await undiciFetch()(url, post)).json()).toEqual({ zipped: true });
  });

  it('fails as fetch does where nobody listens, and with the reason of a signal', async () => {
    await expect(undiciFetch()('http://127.0.0.1:1/', post)).rejects.toThrow(new TypeError('fetch failed'));
    const url = await serve(() => {});
    const controller = new AbortController();
    const pending = undiciFetch()(url, { ...post, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
  });

  it('reads a stream no faster than its caller, and tells the server when the caller leaves', async () => {
    const left = vi.fn();
    let written = 0;
    const url = await serve((_, response) => {
      response.setHeader('content-type', 'text/event-stream').on('close', left);
      const more = (): void => {
        while (written < 50e6 && response.write(Buffer.alloc(65_536, 'x'))) written += 65_536;
        response.once('drain', more);
      };
      more();
    });
    const { body } = await undiciFetch()(url, post);
    const reader = body?.getReader();
    await reader?.read();
    expect(written).toBeLessThan(30e6);
    await reader?.cancel();
    await vi.waitFor(() => expect(left).toHaveBeenCalled());
  });

  it('leaves to the built-in fetch what a guard does not send', async () => {
    const url = await serve((request, response) => response.end(request.method));
    expect(await (await undiciFetch()(url)).text()).toBe('GET');
  });

  it.each([false, true])('carries a guard, streaming %s', async (stream) => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const catalog = createCatalog({ baseUrl: sandbox.url });
    const receipts: Receipt[] = [];
    const guard = createGuard({
      catalog,
      baseUrl: sandbox.url,
      fetch: undiciFetch(),
      onReceipt: (receipt) => void receipts.push(receipt),
    });
    const body = { model: 'qwen/qwen3.5-9b', messages: [{ role: 'user', content: 'Hello' }], stream };
    const ask = () =>
      guard.fetch(`${sandbox.url}/chat/completions`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-or-v1-test' },
        body: JSON.stringify(body),
      });
    expect(await (await ask()).text()).toContain('qwen/qwen3.5-9b');
    expect(receipts).toMatchObject([{ outcome: 'verified', complete: true }]);
    sandbox.setFaults([{ kind: 'lying-upstream', model: 'openai/gpt-4o-mini' }]);
    await expect(ask().then((response) => response.text())).rejects.toMatchObject({
      code: 'RESPONSE_UNVERIFIED',
    });
    await catalog.close();
  });
});
