import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

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
