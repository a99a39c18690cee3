import { startSandbox } from '@distillable/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { startTunnelProxy, type TunnelBehaviour } from '../../../../test/support/tunnel-proxy.js';
import { createProxyFetch } from './proxy-dispatcher.js';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function startProxy(behaviour: TunnelBehaviour) {
  const proxy = await startTunnelProxy(behaviour);
  closing.push(proxy.close);
  return proxy;
}

/** Fetches through a proxy at that address. */
function get(address: string): Promise<Response> {
  const fetch = createProxyFetch({ variable: 'HTTP_PROXY', url: new URL(`http://${address}`) });
  return fetch('http://api.test/api/v1/models');
}

describe('what goes through a proxy', () => {
  it('reaches the server, with the name and password of the proxy for the proxy alone', async () => {
    const sandbox = await startSandbox();
    closing.push(() => sandbox.close());
    const proxy = await startProxy({ target: sandbox.url });
    const response = await get(`user%40corp:p%3Ass@${proxy.host}`);
    expect(response.status).toBe(200);
    expect(proxy.connected).toEqual(['api.test:80']);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user@corp:p:ss').toString('base64')}`]);
    expect(JSON.stringify(sandbox.requests)).not.toMatch(/proxy-authorization/i);
  });

  it('has a user name without a password too', async () => {
    const proxy = await startProxy({ status: 407 });
    await get(`user@${proxy.host}`).catch(() => {});
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:').toString('base64')}`]);
  });

  it.each<[string, TunnelBehaviour, RegExp]>([
    ['rejects', { status: 403 }, /rejected the request to connect \(HTTP status 403\)/],
    ['wants credentials', { status: 407 }, /wants another user name and password \(HTTP status 407\)/],
    ['hangs up', { hangsUp: true }, /broke the connection off \(ECONNRESET\)/],
  ])('fails at a proxy that %s, and names it without the password', async (_, behaviour, reason) => {
    const proxy = await startProxy(behaviour);
    const error = await get(`user:secret@${proxy.host}`).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'ProxyFailure', message: expect.stringMatching(reason) });
    expect(error).toMatchObject({
      message: expect.stringContaining(`The proxy ${proxy.host} (HTTP_PROXY) `),
    });
    expect(error).not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  it('fails where no proxy listens, or has that name, and names it', async () => {
    await expect(get('127.0.0.1:1')).rejects.toThrow(
      'The proxy 127.0.0.1:1 (HTTP_PROXY) refused the connection.',
    );
    await expect(get('proxy.invalid:1')).rejects.toThrow(
      'The proxy proxy.invalid:1 (HTTP_PROXY) could not be found.',
    );
  });
});
