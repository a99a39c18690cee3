import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { ParquetWriter } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from './__fixtures__/duckdb.js';
import { readAll, withParquet, writeColumns } from './__fixtures__/parquet-files.js';
import type { OpenParquetOptions } from './open-parquet.js';
import { ParquetError } from './parquet-error.js';

let oracle: Oracle;
let whole: Buffer;
let path: string;

beforeAll(async () => {
  oracle = await openOracle();
  path = oracle.path('damaged.parquet');
  await oracle.write(
    path,
    `SELECT 'model-' || i % 3 AS model, [i, NULL, i * 2] AS list, {'name': 'a name ' || i} AS struct
      FROM range(300) t(i)`,
    'COMPRESSION zstd',
  );
  whole = await readFile(path);
});

afterAll(async () => {
  await oracle.close();
});

async function errorOf(bytes: Uint8Array, options?: Partial<OpenParquetOptions>): Promise<unknown> {
  await writeFile(path, bytes);
  return readAll(path, options).then(
    () => null,
    (error: unknown) => error,
  );
}

function withRows({ row_groups }: ParquetWriter, num_rows: bigint): ParquetWriter['row_groups'] {
  return row_groups.map((group) => ({ ...group, num_rows }));
}

describe('a damaged file', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('PAR1')],
    ['text', Buffer.from('{"model":"qwen/qwen3-max"}\n'.repeat(9))],
    ['metadata that is longer than the file', Buffer.from('PAR1    \xff\xff\x00\x00PAR1', 'latin1')],
    [
      'bytes that are not metadata',
      Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(99, 0x99), Buffer.from('c\0\0\0PAR1')]),
    ],
  ])('is named: %s', async (_, bytes) => {
    const error = await errorOf(bytes);
    expect(error).toBeInstanceOf(ParquetError);
    expect(error).toMatchObject({ code: 'PARQUET_INVALID', details: { file: 'data.parquet' } });
    expect(String(error)).toMatch(/^ParquetError: Cannot read data\.parquet.*: .*\.$/);
  });

  it('is named wherever it is cut off', async () => {
    for (let length = 0; length < whole.length; length += 97) {
      const error = await errorOf(whole.subarray(0, length));
      expect(error, `${length} bytes`).toMatchObject({ code: 'PARQUET_INVALID' });
    }
  });

  it('is named with the column and the place of the damage', async () => {
    const bytes = Buffer.from(whole);
    bytes.fill(0xff, 4, 40);
    const error = await errorOf(bytes);
    expect(error).toMatchObject({
      code: 'PARQUET_INVALID',
      details: { file: 'data.parquet', column: 'model', rowGroup: 0, offset: 4 },
    });
    expect(String(error)).toContain('(column model, row group 0, byte 4): ');
  });

  it('never fails in another way, whatever bytes are wrong', async () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = Buffer.from(whole);
      for (const { at, byte } of changes) bytes[at] = byte;
      const error = await errorOf(bytes);
      if (error !== null) expect(error).toBeInstanceOf(ParquetError);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it.each<[string, (writer: ParquetWriter) => void]>([
    [
      'it should have 5 rows, but its row groups have 3',
      (writer) => {
        writer.num_rows = 5n;
      },
    ],
    [
      'it has more rows than its row group',
      (writer) => {
        writer.row_groups = withRows(writer, 2n);
      },
    ],
    [
      'it has fewer rows than its row group',
      (writer) => {
        writer.row_groups = withRows(writer, 4n);
      },
    ],
    [
      'a row group has -1 rows',
      (writer) => {
        writer.row_groups = withRows(writer, -1n);
      },
    ],
  ])('is named by its numbers of rows: %s', async (problem, change) => {
    await writeColumns(path, [{ name: 'n', data: [1, 2, 3], type: 'INT32' }], (writer) => {
      writer.num_rows = 0n;
      change(writer);
    });
    expect(String(await errorOf(await readFile(path)))).toContain(problem);
  });

  it('with two columns of one name is rejected, since a row could show only one', async () => {
    await oracle.write(path, "SELECT 'a' AS model, 'b' AS mudel", 'COMPRESSION uncompressed');
    const bytes = await readFile(path, 'latin1');
    const error = await errorOf(Buffer.from(bytes.replaceAll('mudel', 'model'), 'latin1'));
    expect(error).toMatchObject({ code: 'PARQUET_UNSUPPORTED' });
    expect(String(error)).toContain('two of its columns are named model. Rename one of them first.');
  });

  it('that has a VARIANT is read without it', async () => {
    await writeColumns(path, [
      { name: 'variant', data: [{ model: 'a' }], type: 'VARIANT' },
      { name: 'model', data: ['b'], type: 'STRING' },
    ]);
    await expect(readAll(path)).rejects.toMatchObject({ code: 'PARQUET_UNSUPPORTED' });
    await withParquet(path, async (file) => {
      const leaves = file.leaves.filter(({ isVariant }) => !isVariant);
      for await (const { rows } of file.readRows({ leaves })) expect(rows).toEqual([{ model: 'b' }]);
    });
  });

  it('that is encrypted is named as such', async () => {
    const error = await errorOf(Buffer.concat([whole.subarray(0, -4), Buffer.from('PARE')]));
    expect(error).toMatchObject({ code: 'PARQUET_UNSUPPORTED' });
    expect(String(error)).toBe('ParquetError: Cannot read data.parquet: it is encrypted. Decrypt it first.');
  });
});

describe('a file that would take too much memory', () => {
  it.each([
    ['a page would take', { maxPageBytes: 1_000 }],
    ['the pages of its columns would take', { maxOpenBytes: 6_000 }],
    ['its metadata takes', { maxMetadataBytes: 100 }],
  ])('is rejected by the limit: %s', async (problem, limits) => {
    const error = await errorOf(whole, limits);
    expect(error).toMatchObject({ code: 'PARQUET_TOO_LARGE', details: { file: 'data.parquet' } });
    expect(String(error)).toContain(problem);
  });

  it('is rejected although each value only adds a byte to the one before', async () => {
    const data = Array.from({ length: 4_000 }, (_, index) => 'x'.repeat(index));
    await writeColumns(path, [{ name: 'text', data, type: 'STRING', encoding: 'DELTA_BYTE_ARRAY' }]);
    const bytes = await readFile(path);
    expect(bytes.length).toBeLessThan(20_000);
    expect(await errorOf(bytes)).toBeNull();
    const error = await errorOf(bytes, { maxPageBytes: 500_000 });
    expect(error).toMatchObject({ code: 'PARQUET_TOO_LARGE', details: { column: 'text' } });
  });
});
