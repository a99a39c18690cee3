import { describe, expect, it } from 'vitest';
import { describeProxy, findProxy } from './environment-proxy.js';

const api = 'https://openrouter.ai/api/v1';

describe('findProxy', () => {
  it.each<[Record<string, string>, string, string | null]>([
    [{}, api, null],
    [{ HTTPS_PROXY: 'http://10.0.0.1:8080' }, api, '10.0.0.1:8080 (HTTPS_PROXY)'],
    [{ https_proxy: 'http://10.0.0.1:8080' }, api, '10.0.0.1:8080 (https_proxy)'],
    [{ HTTPS_PROXY: 'http://10.0.0.1:1', https_proxy: 'http://10.0.0.2:2' }, api, '10.0.0.2:2 (https_proxy)'],
    [{ HTTPS_PROXY: '10.0.0.1:8080' }, api, '10.0.0.1:8080 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'proxy.example' }, api, 'proxy.example (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, api, 'proxy.example:3128 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: '[2001:db8::1]:3128' }, api, '[2001:db8::1]:3128 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: ' http://10.0.0.1:8080\n' }, api, '10.0.0.1:8080 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'user:secret@10.0.0.1:8080' }, api, '10.0.0.1:8080 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'socks5://10.0.0.1:1080' }, api, '10.0.0.1:1080 (HTTPS_PROXY)'],
    [{ HTTPS_PROXY: '' }, api, null],
    [{ HTTPS_PROXY: ' \t' }, api, null],
    [{ HTTPS_PROXY: ' ', HTTP_PROXY: 'http://10.0.0.1:1' }, api, '10.0.0.1:1 (HTTP_PROXY)'],
    [{ HTTPS_PROXY: 'http://10.0.0.1:1' }, 'http://intranet/v1', null],
    [{ HTTP_PROXY: 'http://10.0.0.1:1' }, 'http://intranet/v1', '10.0.0.1:1 (HTTP_PROXY)'],
    [{ HTTPS_PROXY: 'http://10.0.0.1:1' }, 'https://localhost:8080/v1', null],
    [{ HTTP_PROXY: 'http://10.0.0.1:1' }, 'http://127.0.0.1:8080/v1', null],
    [{ HTTP_PROXY: 'http://10.0.0.1:1' }, 'http://[::1]:8080/v1', null],
  ])('of %j for %s is %s', (env, target, expected) => {
    const proxy = findProxy(env, new URL(target));
    expect(proxy === null ? null : describeProxy(proxy)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['openrouter.ai', true],
    ['.openrouter.ai', true],
    ['*.openrouter.ai', true],
    ['other.test, openrouter.ai', true],
    ['other.test openrouter.ai', true],
    ['OpenRouter.AI', true],
    ['openrouter.ai:443', true],
    ['openrouter.ai:8443', false],
    ['*', true],
    ['router.ai', false],
    ['eu.openrouter.ai', false],
    [' ,, ', false],
  ])('is none where NO_PROXY is %j: %s', (NO_PROXY, isDirect) => {
    const proxy = findProxy({ HTTPS_PROXY: 'http://10.0.0.1:1', NO_PROXY }, new URL(api));
    expect(proxy === null).toBe(isDirect);
  });

  it.each([
    'http://',
    'https://:8080',
    'http://user:secret@',
    'ftp://secret.test',
    'http://a b',
    '://secret',
    'ht!tp://secret',
    'http://a_b%c!secret',
    'file:///secret',
  ])('rejects %j, naming the variable and not the value', (value) => {
    const find = () => findProxy({ HTTPS_PROXY: value }, new URL(api));
    expect(find).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(find).toThrow(/^HTTPS_PROXY is not/);
    expect(find).not.toThrow(/secret/);
  });
});
