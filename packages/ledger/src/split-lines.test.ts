import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from './split-lines.js';

/** Splits a text that arrives in pieces of so many bytes, each of which is overwritten afterwards. */
async function split(text: string | Buffer, size: number, maxLineBytes = 1_000) {
  const bytes = Buffer.from(text);
  async function* chunks() {
    const chunk = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) {
      yield chunk.subarray(0, bytes.copy(chunk, 0, at, at + size));
      chunk.fill('#');
    }
  }
  const found = [];
  for await (const lines of splitLines(chunks(), { maxLineBytes })) found.push(...lines);
  return found.map(({ bytes: line, ...place }) => ({ ...place, text: line.toString() }));
}

describe('splitLines', () => {
  it.each([1, 2, 3, 7, 100])('finds the same lines in pieces of %i bytes', async (size) => {
    const whole = { isWhole: true, isTooLong: false };
    expect(await split('é\r\n\n日本\nend', size)).toEqual([
      { line: 1, offset: 0, length: 4, text: 'é\r', ...whole },
      { line: 2, offset: 4, length: 1, text: '', ...whole },
      { line: 3, offset: 5, length: 7, text: '日本', ...whole },
      { line: 4, offset: 12, length: 3, text: 'end', isWhole: false, isTooLong: false },
    ]);
  });

  it('has no line after the last newline, and none in nothing', async () => {
    expect((await split('a\n', 10)).map(({ text }) => text)).toEqual(['a']);
    expect(await split('', 10)).toEqual([]);
  });

  it.each([1, 4, 100])('holds nothing of a line that is too long (pieces of %i bytes)', async (size) => {
    const lines = await split('123456\n12345\n1234567', size, 5);
    expect(lines.map(({ offset, length, text, isTooLong }) => ({ offset, length, text, isTooLong }))).toEqual(
      [
        { offset: 0, length: 7, text: '', isTooLong: true },
        { offset: 7, length: 6, text: '12345', isTooLong: false },
        { offset: 13, length: 7, text: '', isTooLong: true },
      ],
    );
  });

  it('splits any text as `split` does', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'é') });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (given, size) => {
        const expected = given.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect((await split(given, size)).map(({ text: line }) => line)).toEqual(expected);
      }),
    );
  });
});
