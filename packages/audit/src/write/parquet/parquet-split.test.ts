import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from '../../read/parquet/__fixtures__/duckdb.js';
import { readAll, writeColumns } from '../../read/parquet/__fixtures__/parquet-files.js';
import { selectRows, typedRows } from '../../read/parquet/__fixtures__/row-types.js';
import type { RowAt } from '../../read/reader.js';
import { openParquetSplit } from './parquet-split.js';

let oracle: Oracle;
let files: Record<'a' | 'b' | 'out' | 'rejects', string>;

beforeAll(async () => {
  oracle = await openOracle();
  const [a = '', b = '', out = '', rejects = ''] = ['a', 'b', 'out', 'rejects'].map((name) =>
    oracle.path(`${name}.parquet`),
  );
  files = { a, b, out, rejects };
});

afterAll(async () => {
  await oracle.close();
});

/** Splits the rows of some files. @param isClean by the number of a row, counted over all files from 0 */
async function split(
  inputs: readonly { readonly path: string; readonly rows: number }[],
  isClean: (row: number) => boolean,
): Promise<void> {
  const paths = inputs.map(({ path }) => path);
  const opened = await openParquetSplit(paths, { out: files.out, rejects: files.rejects }, []);
  let row = 0;
  for (const { rows } of inputs) {
    for (let line = 1; line <= rows; line += 1) {
      const at: RowAt = { line, offset: null, bytes: null, start: 0, end: 0 };
      opened.add(isClean(row++) ? 'out' : 'rejects', at, {}, null);
    }
    opened.separate();
  }
  await opened.finish();
}

/** Without the newer annotation of integers, which says the same as the older. */
async function schemaOf(path: string): Promise<readonly unknown[]> {
  const columns = `name, type, type_length, repetition_type, num_children, converted_type,
    CASE WHEN logical_type::VARCHAR NOT LIKE 'IntType%' THEN logical_type::VARCHAR END, scale, precision`;
  const [, ...elements] = await oracle.query(`SELECT ${columns} FROM parquet_schema('${path}')`);
  return elements;
}

describe('openParquetSplit', () => {
  it('keeps rows of any types as they are, and in their order', async () => {
    const property = fc.asyncProperty(typedRows, fc.nat(), async ({ columns, rows }, pattern) => {
      await oracle.write(files.a, selectRows(columns, rows));
      const isClean = (row: number): boolean => ((pattern >> (row % 30)) & 1) === 1;
      await split([{ path: files.a, rows: rows.length }], isClean);
      const all = await oracle.rows(files.a);
      expect(await oracle.rows(files.out)).toEqual(all.filter((_, row) => isClean(row)));
      expect(await oracle.rows(files.rejects)).toEqual(all.filter((_, row) => !isClean(row)));
      for (const path of [files.out, files.rejects])
        expect(await schemaOf(path)).toEqual(await schemaOf(files.a));
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it.each(['V1', 'V2'])('keeps every type of DuckDB, to the last bit, from Parquet %s', async (version) => {
    const rows = 3_000;
    await oracle.write(
      files.a,
      `SELECT * FROM (SELECT i, -i::TINYINT AS i8, i::UTINYINT AS u8, -i::SMALLINT AS i16, (i * 1000)::UINTEGER AS u32,
          -9007199254740993 - i AS i64, (18446744073709551615 - i)::UBIGINT AS u64,
          (i / 7)::FLOAT AS f32, CASE i % 5 WHEN 0 THEN 'NaN' WHEN 1 THEN '-inf' WHEN 2 THEN '-0.0' WHEN 3 THEN '0.0' ELSE (i / 3)::VARCHAR END::DOUBLE AS f64,
          (i / 100)::DECIMAL(4, 2) AS d32, (i / 100)::DECIMAL(18, 3) AS d64, (-i * 12345678901234567)::DECIMAL(38, 5) AS d128,
          '2024-01-01'::DATE + i::INT AS day, TIME '00:00:00.000001' + to_microseconds(i) AS clock,
          '1969-12-31 23:59:59.999999'::TIMESTAMP + to_microseconds(i) AS stamp, '2024-01-01'::TIMESTAMPTZ + to_milliseconds(i) AS zoned,
          make_timestamp_ns(i * 1001) AS nanos, to_days(i::INT) AS span, gen_random_uuid() AS id,
          repeat('\\x00\\xFF'::BLOB, (i % 4)::INT) AS bytes, 'text ' || i AS text, '{"a": ' || i || '}' AS json,
          (['a', 'b', 'c'])[1 + i % 3]::ENUM('a', 'b', 'c') AS kind, i % 3 = 0 AS flag, CASE WHEN i % 4 > 0 THEN 'same' END AS same
        FROM (SELECT range % 100 AS i FROM range(${rows})))`,
      `PARQUET_VERSION ${version}, ROW_GROUP_SIZE 2048`,
    );
    await split([{ path: files.a, rows }], (row) => row % 3 === 0);
    for (const [path, rest] of [
      [files.out, '= 0'],
      [files.rejects, '<> 0'],
    ] as const) {
      const wanted = `SELECT * EXCLUDE (file_row_number) FROM read_parquet('${files.a}', file_row_number = true) WHERE file_row_number % 3 ${rest}`;
      const written = `SELECT * FROM read_parquet('${path}')`;
      for (const difference of [`${wanted} EXCEPT ALL ${written}`, `${written} EXCEPT ALL ${wanted}`]) {
        expect(await oracle.query(difference)).toEqual([]);
      }
      // DuckDB takes 0 and -0 for the same.
      const signs = (of: string) => oracle.query(`SELECT f64::VARCHAR, f32::VARCHAR FROM (${of})`);
      expect(await signs(written)).toEqual(await signs(wanted));
      expect(await schemaOf(path)).toEqual(await schemaOf(files.a));
    }
  });

  it('writes several row groups, and what the writer of the input noted', async () => {
    const rows = 130_000;
    await oracle.write(files.a, `SELECT i FROM range(${rows}) t(i)`, "KV_METADATA {about: 'a dataset'}");
    await split([{ path: files.a, rows }], () => true);
    expect(
      await oracle.query(`SELECT count(DISTINCT row_group_id) FROM parquet_metadata('${files.out}')`),
    ).toEqual([[2n]]);
    expect(await oracle.query(`SELECT count(*), sum(i) FROM '${files.out}'`)).toEqual([
      [130_000n, 8_449_935_000n],
    ]);
    expect(
      await oracle.query(`SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('${files.out}')`),
    ).toEqual([['about', 'a dataset']]);
    expect(await oracle.rows(files.rejects)).toEqual([]);
  });

  it('adds a column that one file lacks, as null', async () => {
    await oracle.write(files.a, "SELECT 1 AS n, 'x' AS model", "KV_METADATA {columns: 'n, model'}");
    await oracle.write(files.b, "SELECT 'y' AS model, [2] AS list UNION ALL SELECT 'z', [3]");
    const inputs = [
      { path: files.a, rows: 1 },
      { path: files.b, rows: 2 },
    ];
    await split(inputs, (row) => row !== 1);
    expect(await oracle.rows(files.out)).toEqual([
      { n: 1, model: 'x', list: null },
      { n: null, model: 'z', list: [3] },
    ]);
    expect(await oracle.rows(files.rejects)).toEqual([{ n: null, model: 'y', list: [2] }]);
    // The note describes the columns of one file, which are not those of the new one.
    expect(await oracle.query(`SELECT key FROM parquet_kv_metadata('${files.out}')`)).toEqual([]);
  });

  it('rejects a file that was changed after its schema was read, and leaves nothing behind', async () => {
    await oracle.write(files.a, 'SELECT 1 AS n');
    await writeFile(files.out, 'before');
    const opened = await openParquetSplit([files.a], { out: files.out, rejects: null }, []);
    await oracle.write(files.a, 'SELECT 1 AS n FROM range(2)');
    await expect(opened.finish()).rejects.toMatchObject({
      code: 'INPUT_UNREADABLE',
      message: expect.stringContaining('it was changed'),
    });
    await opened.abandon();
    expect(await readFile(files.out, 'utf8')).toBe('before');
    expect((await readdir(oracle.path('.'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('says about each row of an annotated output why it is there, in a column of its own', async () => {
    await oracle.write(files.a, "SELECT i AS n, 'x' AS distillable_audit FROM range(4) t(i)");
    const opened = await openParquetSplit([files.a], { out: files.out, rejects: files.rejects }, ['rejects']);
    for (const line of [1, 2, 3, 4]) {
      const at: RowAt = { line, offset: null, bytes: null, start: 0, end: 0 };
      opened.add(line === 1 ? 'out' : 'rejects', at, {}, line === 4 ? null : `{"line":${line % 2}}`);
    }
    opened.separate();
    const { out, rejects } = await opened.finish();
    expect(await oracle.rows(files.out)).toEqual([{ n: 0, distillable_audit: 'x' }]);
    expect(await oracle.rows(files.rejects)).toEqual([
      { n: 1, distillable_audit: 'x', distillable_audit_2: '{"line":0}' },
      { n: 2, distillable_audit: 'x', distillable_audit_2: '{"line":1}' },
      { n: 3, distillable_audit: 'x', distillable_audit_2: null },
    ]);
    for (const written of [out, rejects]) {
      const bytes = await readFile(String(written?.path));
      expect(written?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(written?.bytes).toBe(bytes.length);
    }
  });

  it('says why rows cannot be copied that another writer stored', async () => {
    const opening = (paths: readonly string[]): Promise<unknown> =>
      openParquetSplit(paths, { out: files.out, rejects: null }, []);
    const [required, variant] = [oracle.path('required.parquet'), oracle.path('variant.parquet')];
    await writeColumns(required, [{ name: 'n', data: [1, 2], type: 'INT32', nullable: false }]);
    await writeColumns(variant, [{ name: 'v', data: [{ model: 'a' }], type: 'VARIANT' }]);
    await oracle.write(files.a, "SELECT 'x' AS model");
    await expect(opening([required, files.a])).rejects.toThrow(
      "column n can't be null, and some of the files lack it",
    );
    await expect(opening([variant])).rejects.toThrow('column v has the type VARIANT');
  });

  it.each([
    ['SELECT 1 AS n', "SELECT '1' AS n", /column n has another type in .*b\.parquet than in .*a\.parquet/],
    ["SELECT {'a': 1} AS s", "SELECT {'a': 1, 'b': 2} AS s", /column s has another type/],
    ['SELECT 1::DECIMAL(9, 2) AS d', 'SELECT 1::DECIMAL(9, 3) AS d', /column d has another type/],
    [
      "SELECT '2024-01-01'::TIMESTAMP AS t",
      "SELECT '2024-01-01'::TIMESTAMPTZ AS t",
      /column t has another type/,
    ],
  ])('says before it opens an output why rows cannot be copied: %s, %s', async (a, b, problem) => {
    await oracle.write(files.a, a);
    await oracle.write(files.b, b);
    const opening = openParquetSplit(
      [files.a, files.b],
      { out: oracle.path('none.parquet'), rejects: null },
      [],
    );
    await expect(opening).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(problem),
      details: { path: oracle.path('none.parquet') },
    });
    await expect(opening).rejects.toThrow('Name the outputs .jsonl');
    expect((await readdir(oracle.path('.'))).filter((name) => name.includes('none'))).toEqual([]);
  });
});

/** Files of Impala, Spark, Hive, Arrow and others, from apache/parquet-testing, beside the project. */
const folder = fileURLToPath(new URL('../../../../../../shared/data/parquet/', import.meta.url));

describe.skipIf(!existsSync(folder))('rows of other writers', () => {
  it.each([
    'concatenated_gzip_members',
    'datapage_v2.snappy',
    'delta_byte_array',
    'dict-page-offset-zero',
    'list_columns',
    'lz4_raw_compressed',
    'map_no_value',
    'nested_lists.snappy',
    'nested_maps.snappy',
    'nested_structs.rust',
    'null_list',
    'nullable.impala',
    'nulls.snappy',
    'old_list_structure',
    'repeated_no_annotation',
    'sort_columns',
  ])('stay what they are: %s', async (name) => {
    const path = `${folder}${name}.parquet`;
    const { texts } = await readAll(path);
    await split([{ path, rows: texts.length }], (row) => row % 2 === 0);
    expect((await readAll(files.out)).texts).toEqual(texts.filter((_, row) => row % 2 === 0));
    expect((await readAll(files.rejects)).texts).toEqual(texts.filter((_, row) => row % 2 === 1));
    // DuckDB does not know maps without values.
    if (name !== 'map_no_value') expect(await schemaOf(files.out)).toEqual(await schemaOf(path));
  });

  it.each(['alltypes_dictionary', 'int96_from_spark'])('with old times are not written: %s', async (name) => {
    const opening = openParquetSplit([`${folder}${name}.parquet`], { out: files.out, rejects: null }, []);
    await expect(opening).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('has the old type INT96'),
    });
  });
});
