import { describe, expect, it } from 'vitest';
import { type CraftedPage, listChunk } from './__fixtures__/chunk-bytes.js';
import { readChunkRows } from './chunk-rows.js';
import { ParquetError } from './parquet-error.js';

async function readRows(pages: readonly CraftedPage[], counts: readonly number[]): Promise<unknown> {
  const rows = readChunkRows(listChunk(pages));
  const read: unknown[] = [];
  for (const count of counts) {
    const { values, repetitions } = await rows.read(count);
    read.push([values.join(''), [...(repetitions ?? [])].join('')]);
  }
  await rows.end();
  return read;
}

/** Three rows: ab, cde, f. The second begins in one page and ends in the next but one. */
const split: readonly CraftedPage[] = [
  { repetitions: [0, 1, 0], values: ['a', 'b', 'c'] },
  { repetitions: [1], values: ['d'] },
  { repetitions: [1, 0], values: ['e', 'f'] },
];

describe('readChunkRows', () => {
  it.each([
    [
      [1, 1, 1],
      [
        ['ab', '01'],
        ['cde', '011'],
        ['f', '0'],
      ],
    ],
    [
      [2, 1],
      [
        ['abcde', '01011'],
        ['f', '0'],
      ],
    ],
    [
      [1, 2],
      [
        ['ab', '01'],
        ['cdef', '0110'],
      ],
    ],
    [[3], [['abcdef', '010110']]],
  ])(
    'reads a list to its end, also in the pages after the one where it begins: %j rows',
    async (counts, expected) => {
      expect(await readRows(split, counts)).toEqual(expected);
    },
  );

  it.each<[string, readonly CraftedPage[], readonly number[]]>([
    ['it has fewer rows than its row group', split, [4]],
    ['it has more rows than its row group', split, [2]],
    ['its first row is incomplete', [{ repetitions: [1, 0], values: ['a', 'b'] }], [1]],
    ['a page has fewer values than its header says', [{ repetitions: [0, 0], values: ['a'] }], [2]],
    ['a value extends beyond its page', [{ repetitions: [0], values: ['abc'], missing: 1 }], [1]],
    ['the checksum of a page is wrong', [{ repetitions: [0], values: ['a'], crc: 'wrong' }], [1]],
  ])('rejects a column: %s', async (problem, pages, counts) => {
    const error = await readRows(pages, counts).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ParquetError);
    expect(error).toMatchObject({
      code: 'PARQUET_INVALID',
      details: { file: 'data.parquet', column: 'names[]' },
    });
    expect(String(error)).toContain(problem);
  });

  it('accepts a page with its right checksum', async () => {
    expect(await readRows([{ repetitions: [0], values: ['a'], crc: 'right' }], [1])).toEqual([['a', '0']]);
  });
});
