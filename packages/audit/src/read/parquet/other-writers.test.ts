import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from './__fixtures__/duckdb.js';
import { readAll } from './__fixtures__/parquet-files.js';
import { ParquetError } from './parquet-error.js';

/** Files of Impala, Spark, Hive, Arrow and others, from apache/parquet-testing, beside the project. */
const folder = fileURLToPath(new URL('../../../../../../shared/data/parquet/', import.meta.url));

describe.skipIf(!existsSync(folder))('files of other writers', () => {
  let oracle: Oracle;

  beforeAll(async () => {
    oracle = await openOracle();
  });

  afterAll(async () => {
    await oracle.close();
  });

  it.each([
    'alltypes_dictionary',
    'concatenated_gzip_members',
    'datapage_v2.snappy',
    'delta_byte_array',
    'dict-page-offset-zero',
    'list_columns',
    'lz4_raw_compressed',
    'nested_lists.snappy',
    'nested_maps.snappy',
    'nested_structs.rust',
    'null_list',
    'nullable.impala',
    'nulls.snappy',
    'old_list_structure',
    'repeated_no_annotation',
    'sort_columns',
  ])('are read as DuckDB reads them: %s', async (name) => {
    const path = `${folder}${name}.parquet`;
    const { rows, texts } = await readAll(path);
    const expected = await oracle.rows(path);
    expect(rows).toEqual(expected);
    expect(texts.map((text) => JSON.parse(text))).toEqual(expected);
  });

  it('may hold times that DuckDB does not have', async () => {
    const { rows } = await readAll(`${folder}int96_from_spark.parquet`);
    expect(rows).toEqual([
      { a: '2024-01-01 20:34:56.123456' },
      { a: '2024-01-01 01:00:00' },
      { a: '9999-12-31 03:00:00' },
      { a: '2024-12-30 23:00:00' },
      { a: null },
      { a: '294555-12-13 (BC) 14:58:10.448384' },
    ]);
  });

  it('may have maps without values, which DuckDB rejects', async () => {
    const { texts } = await readAll(`${folder}map_no_value.parquet`);
    expect(texts[0]).toBe(
      '{"my_map":{"1":null,"2":null,"3":null},"my_map_no_v":{"1":null,"2":null,"3":null},"my_list":[1,2,3]}',
    );
  });

  it('are rejected before memory grows when 4 KB become gigabytes', async () => {
    // Unlike the resident size, this counts the buffers of this thread only: other tests run in threads beside it.
    const before = process.memoryUsage().external;
    const error: unknown = await readAll(`${folder}large_string_map.brotli.parquet`, {
      name: 'large_string_map.brotli.parquet',
    }).catch((cause: unknown) => cause);
    expect(process.memoryUsage().external - before).toBeLessThan(1 << 26);
    expect(error).toBeInstanceOf(ParquetError);
    expect(error).toMatchObject({
      code: 'PARQUET_TOO_LARGE',
      details: { file: 'large_string_map.brotli.parquet', column: 'arr{key}', rowGroup: 0, offset: 4 },
    });
  });
});
