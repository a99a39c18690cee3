import { describe, expect, it } from 'vitest';
import { CatalogError } from '../errors.js';
import { delayAfter, parseRetryAfter, withRetries } from './retry.js';

const url = 'https://openrouter.test/api/v1/models';
const rules = { retries: 3, minDelay: 100, maxDelay: 1_000 };
const broken = new CatalogError('CATALOG_NETWORK', 'x', { details: { url, reason: 'ECONNRESET' } });
const withStatus = (status: number, retryAfter?: number) =>
  new CatalogError('CATALOG_HTTP_STATUS', 'x', {
    details: { url, status, ...(retryAfter === undefined ? {} : { retryAfter }) },
  });

describe('delayAfter', () => {
  it.each([
    ['the first failure', broken, 1, 0, 100],
    ['the first failure, spread', broken, 1, 0.5, 150],
    ['the second failure', broken, 2, 0, 200],
    ['the third failure', broken, 3, 0, 400],
    ['the last attempt', broken, 4, 0, null],
    ['a delay above the maximum', withStatus(500), 3, 1, 800],
    ['408', withStatus(408), 1, 0, 100],
    ['429', withStatus(429), 1, 0, 100],
    ['503', withStatus(503), 1, 0, 100],
    ['404', withStatus(404), 1, 0, null],
    ['304', withStatus(304), 1, 0, null],
    ['Retry-After that is longer than our own delay', withStatus(429, 5_000), 1, 1, 5_000],
    ['Retry-After that is shorter than our own delay', withStatus(429, 20), 3, 1, 20],
    ['Retry-After: 0', withStatus(503, 0), 3, 1, 0],
    ['Retry-After at its limit', withStatus(503, 30_000), 1, 0, 30_000],
    ['Retry-After above its limit', withStatus(503, 30_001), 1, 0, null],
    ['Retry-After on a status that does not pass', withStatus(403, 1), 1, 0, null],
    [
      'a response that will not change',
      new CatalogError('CATALOG_NOT_JSON', 'x', { details: { url } }),
      1,
      0,
      null,
    ],
    ['any other error', new Error('x'), 1, 0, null],
  ])('after %s', (_title, error, failures, random, expected) => {
    expect(delayAfter(error, failures, rules, random)).toBe(expected);
  });

  it('is never longer than the maximum', () => {
    expect(delayAfter(broken, 3, { ...rules, maxDelay: 250 }, 1)).toBe(250);
  });
});

describe('withRetries', () => {
  it('ends a wait when its signal is aborted', async () => {
    const controller = new AbortController();
    const running = withRetries(
      async () => {
        setImmediate(() => controller.abort());
        throw withStatus(429, 30_000);
      },
      rules,
      controller.signal,
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

const now = Date.UTC(2026, 8, 2, 12, 0, 0);

it.each([
  ['5', 5_000],
  [' 5 ', 5_000],
  ['0', 0],
  ['Wed, 02 Sep 2026 12:00:30 GMT', 30_000],
  ['Wednesday, 02-Sep-26 12:00:30 GMT', 30_000],
  ['Wed, 02 Sep 2026 11:00:00 GMT', 0],
  ['-5', undefined],
  ['3.5', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
