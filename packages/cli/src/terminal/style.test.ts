import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chooseTableStyle } from './style.js';

describe('the width of a table', () => {
  it.each([
    [true, 120, 120],
    [true, undefined, 80],
    [true, 0, 80],
    [false, undefined, Number.POSITIVE_INFINITY],
  ])('on a terminal (%s) of %s columns is %s', (isTTY, columns, width) => {
    const stdout = Object.assign(new PassThrough(), { isTTY, columns });
    expect(chooseTableStyle({ stdout, env: {} }).width).toBe(width);
  });
});
