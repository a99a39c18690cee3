import fc from 'fast-check';
import { ByteWriter } from 'hyparquet-writer';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { describe, expect, it } from 'vitest';
import { readHybrid } from './hybrid.js';

/** Runs and single values, of so many bits. */
const encoded = fc.integer({ min: 1, max: 20 }).chain((width) => {
  const value = fc.nat(2 ** width - 1);
  const run = fc
    .tuple(value, fc.integer({ min: 1, max: 40 }))
    .map(([same, count]) => Array<number>(count).fill(same));
  return fc.record({
    width: fc.constant(width),
    values: fc.array(fc.oneof(run, fc.array(value))).map((parts) => parts.flat()),
  });
});

function encode(values: number[], width: number): Uint8Array {
  const writer = new ByteWriter();
  writeRleBitPackedHybrid(writer, values, width);
  return writer.getBytes();
}

describe('readHybrid', () => {
  it('reads what another implementation writes', () => {
    fc.assert(
      fc.property(encoded, ({ width, values }) => {
        const bytes = encode(values, width);
        const out = new Int32Array(values.length);
        readHybrid(bytes, 0, bytes.length, width, out);
        expect([...out]).toEqual(values);
      }),
    );
  });

  it('never reads past the end of the data, and never ends without an error there', () => {
    fc.assert(
      fc.property(encoded, fc.nat(), ({ width, values }, cut) => {
        const bytes = encode(values, width);
        fc.pre(bytes.length > 0);
        const end = cut % bytes.length;
        // The bytes after it must make no difference.
        const beyond = Uint8Array.from(bytes, (byte, index) => (index < end ? byte : 0xff));
        const read = (from: Uint8Array): unknown => {
          const out = new Int32Array(values.length);
          try {
            readHybrid(from, 0, end, width, out);
          } catch (error) {
            return String(error);
          }
          return [...out];
        };
        expect(read(bytes)).toEqual(read(beyond));
      }),
    );
  });

  it.each([
    ['a run that is longer than the output', [0xfe, 0xff, 0xff, 0xff, 0x0f, 0x01], [1, 1, 1, 1]],
    ['packed values that fill the last byte with others', [0x03, 0b0000_0101], [1, 0, 1, 0]],
  ])('fills the output and no more: %s', (_, bytes, expected) => {
    const out = new Uint8Array(expected.length);
    readHybrid(Uint8Array.from(bytes), 0, bytes.length, 1, out);
    expect([...out]).toEqual(expected);
  });

  it.each([
    ['nothing', []],
    ['a length without an end', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
    ['runs of no values', Array<number>(64).fill(0)],
  ])('rejects %s', (_, bytes) => {
    expect(() => readHybrid(Uint8Array.from(bytes), 0, bytes.length, 1, new Uint8Array(4))).toThrow(
      'incomplete',
    );
  });
});
