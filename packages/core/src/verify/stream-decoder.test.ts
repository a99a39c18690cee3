import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStreamDecoder } from './events-reader.js';

const pieces = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => new TextEncoder().encode(text)),
    fc.constantFrom(...['\uFEFF', 'é', '€', '😀'].map((text) => new TextEncoder().encode(text))),
    fc.constantFrom([0xef], [0xbb], [0xbf], [0xf0, 0x9f], [0x41]).map((bytes) => Uint8Array.from(bytes)),
  ),
  { maxLength: 8 },
);

// In pieces Node 24 takes a byte order mark away that does not stand at the start.
it('gives for any pieces what a TextDecoder gives for the whole', () => {
  fc.assert(
    fc.property(pieces, (chunks) => {
      const expected = new TextDecoder().decode(Buffer.concat(chunks));
      const ours = createStreamDecoder();
      expect(chunks.map((chunk) => ours.decode(chunk)).join('') + ours.finish()).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

it('gives the text of each piece at once, but for a character that is cut', () => {
  const ours = createStreamDecoder();
  const bytes = new TextEncoder().encode('\uFEFFa€b\uFEFF');
  const texts = [bytes.subarray(0, 4), bytes.subarray(4, 6), bytes.subarray(6, 8), bytes.subarray(8)];
  expect([...texts.map((text) => ours.decode(text)), ours.finish()]).toEqual(['a', '', '€b', '\uFEFF', '']);
});
