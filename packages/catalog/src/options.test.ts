import { describe, expect, it } from 'vitest';
import { readBaseUrl, readOptions } from './options.js';

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

describe('readOptions', () => {
  it('has the documented defaults', () => {
    const { baseUrl, ...rest } = readOptions({});
    expect(baseUrl.href).toBe('https://openrouter.ai/api/v1');
    expect(rest).toEqual({
      limits: { ttl: 3_600_000, maxStale: 86_400_000 },
      retry: { retries: 2, minDelay: 500, maxDelay: 5_000 },
      timeout: 10_000,
      maxBytes: 33_554_432,
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
});
