import { hash as nodeHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hash } from './sha256.js';

describe('hash', () => {
  it('is the SHA-256 of the text in UTF-8, whatever its length', () => {
    for (let length = 0; length <= 200; length += 1) {
      const text = 'a😀é"\u0000'.repeat(length).slice(0, length);
      expect(hash('sha256', text)).toBe(nodeHash('sha256', text));
    }
  });

  it('has no other algorithm', () => {
    expect(() => hash('md5', '')).toThrow(TypeError);
  });
});
