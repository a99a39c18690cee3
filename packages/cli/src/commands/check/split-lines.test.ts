import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from './inputs.js';

/** Splits a text that arrives in pieces of so many bytes. */
async function split(text: string | Buffer, size: number, longest = 1_000) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const lines: [number, string | null, number][] = [];
  for await (const { number, bytes: line, endsAt } of splitLines(chunks(), longest)) {
    lines.push([number, line === null ? null : line.toString(), endsAt]);
  }
  return lines;
}

describe('splitLines', () => {
  it.each([1, 2, 3, 7, 100])('finds the same lines in pieces of %i bytes', async (size) => {
    expect(await split('\ufeffé\r\n\n日本\nend', size)).toEqual([
      [1, 'é\r', 7],
      [2, '', 8],
      [3, '日本', 15],
      [4, 'end', 18],
    ]);
  });

  it('has no line after the last newline, and none in nothing', async () => {
    expect(await split('a\n', 10)).toEqual([[1, 'a', 2]]);
    expect(await split('', 10)).toEqual([]);
  });

  it.each([1, 4, 100])('holds nothing of a line that is too long (pieces of %i bytes)', async (size) => {
    expect(await split('123456\n12345\n1234567', size, 5)).toEqual([
      [1, null, 7],
      [2, '12345', 13],
      [3, null, 20],
    ]);
  });

  it('splits any text as `split` does', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (given, size) => {
        const expected = given.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect((await split(given, size)).map(([, line]) => line)).toEqual(expected);
      }),
    );
  });
});
