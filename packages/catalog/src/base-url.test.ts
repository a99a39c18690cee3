import { describe, expect, it } from 'vitest';
import { readBaseUrl } from './base-url.js';

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
