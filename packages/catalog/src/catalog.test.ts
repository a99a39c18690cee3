import { describe, expect, it } from 'vitest';
import { readBaseUrl, readOptions } from './catalog.js';
import { createCatalog } from './create-catalog.js';

describe('readOptions', () => {
  it('has the documented defaults', () => {
    const { baseUrl, ...rest } = readOptions({});
    expect(baseUrl.href).toBe('https://openrouter.ai/api/v1');
    expect(rest).toEqual({
      limits: { ttl: 3_600_000, maxStale: 86_400_000 },
      retry: { retries: 2, minDelay: 500, maxDelay: 5_000 },
      timeout: 10_000,
      maxBytes: 33_554_432,
      now: Date.now,
      warn: expect.any(Function),
    });
  });

  it('lets maxStale follow a longer ttl', () => {
    expect(readOptions({ ttl: 172_800_000 }).limits.maxStale).toBe(172_800_000);
  });

  it.each([
    { ttl: -1 },
    { ttl: Number.NaN },
    { ttl: 2, maxStale: 1 },
    { timeout: 0 },
    { timeout: 1.5 },
    { timeout: 2 ** 31 },
    { maxBytes: 0 },
    { retry: { retries: -1 } },
    { retry: { minDelay: Number.NaN } },
    { retry: { maxDelay: -1 } },
  ])('rejects %j', (options) => {
    expect(() => readOptions(options)).toThrow(TypeError);
  });

  it.each([
    [{ baseURL: 'https://a.test' }, 'baseURL is not an option. Did you mean "baseUrl"?'],
    [{ apiKey: 'x' }, 'apiKey is not an option. The options are baseUrl, '],
    [{ baseUrl: 7 }, 'baseUrl must be a string.'],
    [{ cache: '/tmp' }, 'cache must be an object with get, set, such as a Keyv.'],
    [{ cache: true }, 'cache must be'],
    [{ ttl: '1h' }, 'ttl must be a number of at least 0.'],
    [{ ttl: null }, 'ttl must be'],
    [{ maxstale: 1 }, 'maxstale is not an option. Did you mean "maxStale"?'],
    [{ dispatcher: 'x' }, 'dispatcher must be an object or function.'],
    [{ retry: 3 }, 'retry must be an object.'],
    [{ retry: { retrys: 1 } }, 'retry.retrys is not an option. Did you mean "retries"?'],
    [{ retry: { retries: '1' } }, 'retry.retries must be a number of at least 0.'],
    [{ timeout: '10s' }, 'timeout must be a whole number of at least 1 and at most 2147483647.'],
    [{ onwarning: () => {} }, 'onwarning is not an option. Did you mean "onWarning"?'],
    [{ onWarning: console }, 'onWarning must be a function.'],
    [{ signal: 'x' }, 'signal must be an object.'],
    [{ now: 7 }, 'now must be a function.'],
    [null, 'the argument must be an object.'],
    ['https://a.test', 'the argument must be an object.'],
  ])('rejects %j, as JavaScript may give it, with a message that names it', (options, message) => {
    const create = () => Reflect.apply(Object(createCatalog), undefined, [options]);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(`createCatalog: ${message}`);
  });
});

describe('readBaseUrl', () => {
  it.each([
    [undefined, 'https://openrouter.ai/api/v1'],
    ['https://eu.openrouter.ai/api/v1/', 'https://eu.openrouter.ai/api/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ])('reads %j as %s', (text, expected) => {
    expect(readBaseUrl(text).href).toBe(expected);
  });

  it.each([
    '',
    'openrouter.ai',
    'ftp://x/',
    'https://user:s3cret@x/',
    'https://x/?key=s3cret',
    'https://x/#a',
  ])('rejects %j without repeating a secret in it', (text) => {
    expect(() => readBaseUrl(text)).toThrow(TypeError);
    expect(() => readBaseUrl(text)).not.toThrow(/s3cret/);
  });
});
