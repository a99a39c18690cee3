import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, type LinePiece } from './lines.js';

function split(text: string, chunkLength: number, maxLineBytes: number): readonly LinePiece[] {
  const splitter = createLineSplitter(maxLineBytes);
  const bytes = Buffer.from(text, 'latin1');
  const pieces: LinePiece[] = [];
  for (let at = 0; at < bytes.length; at += chunkLength)
    pieces.push(...splitter.push(bytes.subarray(at, at + chunkLength)));
  return [...pieces, ...splitter.end()];
}

function textOf(pieces: readonly LinePiece[]): string {
  return pieces.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('');
}

describe('createLineSplitter', () => {
  it('keeps lines together and every byte, however the file is cut into chunks', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', '\r', ' '), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (lines, ends, chunkLength) => {
          const text = lines.join('\n') + (ends ? '\n' : '');
          const pieces = split(text, chunkLength, 20);
          expect(textOf(pieces)).toBe(text);
          const whole = pieces.filter(({ kind }) => kind === 'lines').slice(0, -1);
          for (const piece of whole) expect(textOf([piece])).toMatch(/\n$/);
        },
      ),
    );
  });

  it('holds nothing of a line that is too long, and says how long it was', () => {
    const pieces = split(`a\n${'b'.repeat(25)}\nc`, 4, 10);
    expect(pieces.map((piece) => [piece.kind, piece.bytes.length])).toEqual([
      ['lines', 2],
      ['too-long', 14],
      ['too-long', 4],
      ['too-long', 4],
      ['too-long', 4],
      ['lines', 1],
    ]);
    const lengths = pieces.map((piece) => (piece.kind === 'too-long' ? piece.lineBytes : undefined));
    expect(lengths).toEqual([undefined, null, null, null, 26, undefined]);
  });
});
