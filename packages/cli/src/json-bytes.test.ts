import { describe, expect, it } from 'vitest';
import { parseJsonBytes } from './json-bytes.js';

describe('parseJsonBytes', () => {
  it('rejects bytes that are not UTF-8', () => {
    expect(parseJsonBytes(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ problem: 'not UTF-8' });
  });
});
