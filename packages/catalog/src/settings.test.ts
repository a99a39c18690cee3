import { describe, expect, it } from 'vitest';
import { readBaseUrl, readLimits } from './settings.js';

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
  ])('refuses %j without repeating a secret in it', (text) => {
    expect(() => readBaseUrl(text)).toThrow(TypeError);
    expect(() => readBaseUrl(text)).not.toThrow(/s3cret/);
  });
});

describe('readLimits', () => {
  it('has the documented defaults', () => {
    expect(readLimits({})).toEqual({
      ttl: 3_600_000,
      maxStale: 86_400_000,
      timeout: 10_000,
      maxBytes: 33_554_432,
    });
  });

  it('lets maxStale follow a longer ttl', () => {
    expect(readLimits({ ttl: 172_800_000 }).maxStale).toBe(172_800_000);
  });

  it.each([
    { ttl: -1 },
    { ttl: Number.NaN },
    { ttl: 2, maxStale: 1 },
    { timeout: 0 },
    { timeout: 1.5 },
    { timeout: 2 ** 31 },
    { maxBytes: 0 },
  ])('refuses %j', (options) => {
    expect(() => readLimits(options)).toThrow(TypeError);
  });
});
