import { describe, expect, it } from 'vitest';
import { readFetchCall } from './guarded-fetch.js';

const url = 'https://openrouter.ai/api/v1/chat/completions';

describe('a call of fetch', () => {
  it.each([
    ['a text', url],
    ['a URL', new URL(url)],
    ['a Request', new Request(url)],
  ])('may be given %s', (_, input) => {
    const { url: read, method, body, headers } = readFetchCall(input);
    expect({ href: read.href, method, body, headers: [...headers] }).toEqual({
      ...{ href: url, method: 'GET', body: null, headers: [] },
    });
  });

  it('takes from init what a Request has too', async () => {
    const request = new Request(url, { method: 'POST', body: 'a', headers: { 'x-a': '1' } });
    const { signal } = new AbortController();
    const call = readFetchCall(request, { method: 'put', body: 'b', headers: { 'x-b': '2' }, signal });
    expect(call).toMatchObject({ method: 'PUT', body: 'b', signal });
    expect([...call.headers]).toEqual([['x-b', '2']]);
    expect(call.settings).toMatchObject({ method: 'PUT', signal });
    expect(request.bodyUsed).toBe(false);
  });

  it('takes the rest from the Request', async () => {
    const controller = new AbortController();
    const request = new Request(url, {
      ...{ method: 'POST', body: 'a', headers: { 'x-a': '1' }, keepalive: true, signal: controller.signal },
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', integrity: 'sha256-x' },
    });
    const call = readFetchCall(request, {});
    expect(call).toMatchObject({ method: 'POST', body: request.body });
    expect(call.headers.get('x-a')).toBe('1');
    expect(call.settings).toMatchObject({
      ...{ keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer', integrity: 'sha256-x' },
    });
    expect(call.signal?.aborted).toBe(false);
    controller.abort();
    expect(call.signal?.aborted).toBe(true);
  });

  it('can be freed from the signal of a Request', () => {
    const request = new Request(url, { signal: AbortSignal.abort() });
    expect(readFetchCall(request, { signal: null }).signal).toBeNull();
  });

  it('keeps what it does not know, and leaves what it was given as it is', () => {
    const headers = new Headers({ 'x-a': '1' });
    const next = { revalidate: 60 };
    const init = Object.freeze({ method: 'POST', headers, next, duplex: 'half' as const });
    const call = readFetchCall(url, init);
    call.headers.set('x-a', '2');
    expect(headers.get('x-a')).toBe('1');
    expect(call.settings).toMatchObject({ next, duplex: 'half' });
  });

  it.each<[what: string, headers: NonNullable<RequestInit['headers']>, value: string]>([
    [
      'pairs',
      [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
      '1, 2',
    ],
    ['an object', { 'X-A': '1' }, '1'],
    ['Headers', new Headers({ 'X-A': '1' }), '1'],
  ])('may have headers as %s', (_, headers, value) => {
    expect(readFetchCall(url, { headers }).headers.get('x-a')).toBe(value);
  });

  it('is not changed by what happens to its arguments later', () => {
    const init = { method: 'POST', headers: { 'x-a': '1' }, body: 'a' };
    const call = readFetchCall(url, init);
    Object.assign(init, { method: 'DELETE', body: 'b' });
    init.headers['x-a'] = '2';
    expect(call).toMatchObject({ method: 'POST', body: 'a', settings: { method: 'POST', body: 'a' } });
    expect(call.headers.get('x-a')).toBe('1');
  });

  it('takes Requests of other copies of fetch', () => {
    class ForeignRequest extends Request {
      static override [Symbol.hasInstance](): boolean {
        return false;
      }
    }
    const foreign = new ForeignRequest(url, { method: 'POST', headers: { 'x-a': '1' } });
    Object.setPrototypeOf(foreign, {
      url,
      method: 'POST',
      headers: foreign.headers,
      body: null,
      signal: null,
    });
    expect(foreign instanceof Request).toBe(false);
    const call = readFetchCall(foreign);
    expect(call).toMatchObject({ method: 'POST', body: null, signal: null });
    expect(call.headers.get('x-a')).toBe('1');
  });

  it('needs an absolute URL', () => {
    expect(() => readFetchCall('/api/v1/models')).toThrow(TypeError);
  });
});
