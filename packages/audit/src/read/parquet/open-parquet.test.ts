import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Oracle, openOracle } from './__fixtures__/duckdb.js';
import { readAll, withParquet } from './__fixtures__/parquet-files.js';
import { keepLabels, selectRows, typedRows } from './__fixtures__/row-types.js';

let oracle: Oracle;

beforeAll(async () => {
  oracle = await openOracle();
});

afterAll(async () => {
  await oracle.close();
});

/** Lists, structs and maps in each other, with nulls and empty ones at every level, over several row groups. */
const nestedRows = `SELECT
    i AS id,
    CASE WHEN i % 7 = 0 THEN NULL ELSE 'model-' || i % 5 END AS model,
    'a text of its own ' || i || repeat('é😀', (i % 4)::INT) AS text,
    CASE WHEN i % 11 = 0 THEN NULL ELSE list_transform(range(i % 4), x -> CASE WHEN (i + x) % 5 = 0 THEN NULL ELSE 'judge-' || x END) END AS judges,
    CASE WHEN i % 13 = 0 THEN NULL ELSE list_transform(range(i % 3), x -> CASE WHEN (i + x) % 6 = 0 THEN NULL ELSE
      {'model': 'model-' || (i + x) % 9, 'scores': list_transform(range(x % 3), y -> y / 2.0), 'usage': CASE WHEN x = 1 THEN NULL ELSE {'tokens': i * x} END} END) END AS completions,
    CASE WHEN i % 17 = 0 THEN NULL ELSE MAP(['a', 'b' || i % 3], [[i, NULL], []]) END AS extra,
    {'deep': {'deeper': {'name': CASE WHEN i % 3 = 0 THEN NULL ELSE 'x' END}}} AS nested,
    i % 2 = 0 AS flag
  FROM range(2500) t(i)`;

describe('files that DuckDB writes', () => {
  it.each([
    ['uncompressed', 'V1'],
    ['snappy', 'V1'],
    ['snappy', 'V2'],
    ['gzip', 'V1'],
    ['zstd', 'V1'],
    ['zstd', 'V2'],
    ['brotli', 'V1'],
    ['lz4_raw', 'V2'],
  ])('are read as DuckDB reads them: %s, Parquet %s', async (codec, version) => {
    const path = oracle.path(`${codec}-${version}.parquet`);
    await oracle.write(
      path,
      nestedRows,
      `COMPRESSION ${codec}, PARQUET_VERSION ${version}, ROW_GROUP_SIZE 2048`,
    );
    const { rows, texts } = await readAll(path);
    const expected = JSON.stringify(await oracle.rows(path));
    expect(JSON.stringify(rows)).toBe(expected);
    expect(JSON.stringify(texts.map((text) => JSON.parse(text)))).toBe(expected);
  });

  it('keep all digits of numbers and times in the text of a row', async () => {
    const path = oracle.path('types.parquet');
    await oracle.write(
      path,
      `SELECT 9007199254740993::BIGINT AS i64, 18446744073709551615::UBIGINT AS u64, 4294967295::UINTEGER AS u32,
        -123456789012345678.90::DECIMAL(20, 2) AS big, -0.05::DECIMAL(4, 2) AS small, 12.30::DECIMAL(18, 3) AS middle,
        '2024-02-29 01:02:03.123456'::TIMESTAMP AS stamp, '1969-12-31 23:59:59.5+00'::TIMESTAMPTZ AS zoned,
        '2024-02-29 01:02:03.123456789'::TIMESTAMP_NS AS nanos, '0044-03-15 (BC)'::DATE AS ides, '2024-02-29'::DATE AS day,
        '23:59:59.000001'::TIME AS clock, INTERVAL '14 months 3 days 4.5 seconds' AS span,
        'NaN'::DOUBLE AS nan, '-inf'::FLOAT AS inf, 1e300 AS huge, -0.0::DOUBLE AS zero, 0.1::FLOAT AS float,
        '\\xAA\\x00"''z'::BLOB AS bytes, 'plain'::BLOB AS text_bytes, '00000000-0000-0000-0000-0000000000ab'::UUID AS id,
        '{"a": [1.0, 12345678901234567890],\n "b": "x\\ny"}'::JSON AS json, 'b'::ENUM('a', 'b') AS kind`,
    );
    const { rows, texts } = await readAll(path);
    expect(texts).toEqual([
      '{"i64":9007199254740993,"u64":18446744073709551615,"u32":4294967295,' +
        '"big":-123456789012345678.90,"small":-0.05,"middle":12.300,' +
        '"stamp":"2024-02-29 01:02:03.123456","zoned":"1969-12-31 23:59:59.5+00",' +
        '"nanos":"2024-02-29 01:02:03.123456789","ides":"0044-03-15 (BC)","day":"2024-02-29",' +
        '"clock":"23:59:59.000001","span":"1 year 2 months 3 days 00:00:04.5",' +
        '"nan":null,"inf":null,"huge":1e+300,"zero":-0.0,"float":0.10000000149011612,' +
        '"bytes":"\\\\xAA\\\\x00\\\\x22\\\\x27z","text_bytes":"plain","id":"00000000-0000-0000-0000-0000000000ab",' +
        '"json":{"a": [1.0, 12345678901234567890],  "b": "x\\ny"},"kind":"b"}',
    ]);
    expect(rows).toEqual([JSON.parse(String(texts[0]))]);
    expect(rows).toEqual(await oracle.rows(path));
  });

  it('of any types are read as DuckDB reads them, in whole and in part', async () => {
    const path = oracle.path('any.parquet');
    const property = fc.asyncProperty(typedRows, fc.nat(), async ({ columns, rows }, choice) => {
      await oracle.write(path, selectRows(columns, rows));
      const expected = await oracle.rows(path);
      const all = await readAll(path);
      expect(all.rows).toEqual(expected);
      expect(all.texts.map((text) => JSON.parse(text))).toEqual(expected);
      await withParquet(path, async (file) => {
        const leaves = file.leaves.filter((_, index) => ((choice >> (index % 30)) & 1) === 1);
        const labels = new Set(leaves.map(({ label }) => label));
        for await (const window of file.readRows({ leaves })) {
          expect(window.rows).toEqual(expected.map((row) => keepLabels(columns, row, labels)));
        }
      });
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

describe('rows', () => {
  let path: string;

  beforeAll(async () => {
    path = oracle.path('groups.parquet');
    await oracle.write(
      path,
      "SELECT i AS id, repeat('x', 3000) || i AS text FROM range(10000) t(i)",
      'ROW_GROUP_SIZE 2048',
    );
  });

  it('come in windows that are numbered from the start of the file', async () => {
    await withParquet(path, async (file) => {
      expect(file.rows).toBe(10_000);
      expect(file.rowGroups.map(({ rows }) => rows)).toEqual([2048, 2048, 2048, 2048, 1808]);
      const ids: unknown[] = [];
      for await (const { first, rows } of file.readRows({ leaves: file.leaves.slice(0, 1) })) {
        expect(first).toBe(ids.length);
        ids.push(...rows.map(({ id }) => id));
      }
      expect(ids).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    });
  });

  it('can be read from some row groups only, for several readers to share a file', async () => {
    await withParquet(path, async (file) => {
      const ids: unknown[] = [];
      for await (const { first, rows } of file.readRows({ firstGroup: 1, endGroup: 3 })) {
        expect(rows[0]?.['id']).toBe(first);
        ids.push(...rows.map(({ id }) => id));
      }
      expect(ids).toEqual(Array.from({ length: 4096 }, (_, index) => index + 2048));
    });
  });

  it('are fewer in a window where they are large', async () => {
    await withParquet(path, async (file) => {
      for await (const { rows } of file.readRows()) expect(rows.length * 3_000).toBeLessThan(9_000_000);
    });
  });

  it('that repeat a large text are given out a few at a time as text', async () => {
    const large = oracle.path('large.parquet');
    await oracle.write(large, "SELECT repeat('x', 3000000) AS text FROM range(12)");
    await withParquet(large, async (file) => {
      let rows = 0;
      for await (const window of file.readTexts()) {
        expect(window.first).toBe(rows);
        expect(window.rows.length).toBeLessThanOrEqual(3);
        rows += window.rows.length;
      }
      expect(rows).toBe(12);
    });
  });

  it('with a repeated key in a map are named', async () => {
    const twins = oracle.path('twins.parquet');
    const select =
      "SELECT CASE WHEN i % 3 = 1 THEN MAP(['model', 'mudel'], [i, -i]) END AS map FROM range(9) t(i)";
    await oracle.write(twins, select, 'COMPRESSION uncompressed');
    // No writer repeats a key on purpose.
    const bytes = await readFile(twins, 'latin1');
    await writeFile(twins, bytes.replaceAll('mudel', 'model'), 'latin1');
    await withParquet(twins, async (file) => {
      for await (const { rows, repeatedKeys } of file.readRows()) {
        expect(rows[4]).toEqual({ map: { model: -4 } });
        expect(repeatedKeys).toEqual([1, 4, 7]);
      }
    });
    const { texts } = await readAll(twins);
    expect(texts[4]).toBe('{"map":{"model":4,"model":-4}}');
  });
});
