import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditOptions, audit } from '@distillable/audit';
import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { createLedger } from '@distillable/ledger';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';
import { receiptOf } from '../support/ledger-world.js';

let folder: string;
let home: Home | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-parquet-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await home?.remove();
  home = undefined;
});

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows of three kinds of columns, some of them empty. */
const rows = Array.from({ length: 5_000 }, (_, index) => ({
  id: `gen-${index}`,
  model: [null, '', 'open/a', 'closed/b', 'turned/c', 'open/a:nitro', 'no such', 'ünï/č'][index % 8] ?? null,
  created: 1_772_000_000 + index * 4_001,
  made: new Date(1_772_000_000_123 + index * 4_001_000).toISOString(),
  metadata: { generator: index % 3 === 0 ? null : 'closed/b', seed: index },
  response: `text ${index} "quoted"\n`,
}));

/** The rows as JSONL and as Parquet, with `columns` of them; `select` in SQL. */
async function writeBoth(
  name: string,
  columns: readonly (keyof (typeof rows)[number])[],
  select = '*',
): Promise<{ readonly jsonl: string; readonly parquet: string }> {
  const [jsonl, parquet] = [join(folder, `${name}.jsonl`), join(folder, `${name}.parquet`)];
  const picked = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  await writeFile(jsonl, picked.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await query(
    `COPY (SELECT ${select} FROM read_json('${jsonl}', format = 'newline_delimited', sample_size = -1, dateformat = 'x', timestampformat = 'x')) TO '${parquet}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
  );
  return { jsonl, parquet };
}

/** The author `open` allows, `closed` does not; `turned` does since the day that is given. */
function catalogOf(retrievedAt: string, turned = false): CatalogSnapshot {
  const models = [model('open/a', true), model('closed/b', false), model('turned/c', turned)];
  return catalogSnapshot(models, { retrievedAt: new Date(retrievedAt) });
}

function model(slug: string, isDistillable: boolean): CatalogModel {
  const permission = isDistillable ? 'distillable' : 'not-distillable';
  return catalogModel(slug, { canonicalSlug: `${slug}-20260101`, permission });
}

const today = catalogOf('2026-11-23T12:00:00Z');

/** Three, each in force from the middle of a day. */
const archive = [
  catalogOf('2026-03-10T12:34:56.789Z'),
  catalogOf('2026-06-01T00:00:00Z', true),
  catalogOf('2026-09-20T23:59:59.999Z'),
];

/** What an audit finds in one file, without what tells the formats apart. */
async function findIn(path: string, options: Partial<AuditOptions> = {}) {
  const { totals, models, catalogs, timeline, files, ledger } = await audit([path], {
    snapshots: today,
    ...options,
  });
  return {
    totals,
    catalogs,
    timeline,
    ledger:
      ledger === null
        ? null
        : { ...ledger, findings: ledger.findings.map(({ id, line, kind }) => ({ id, line, kind })) },
    places: files.map(({ places }) => places),
    models: models.map(({ first, ...audited }) => ({ ...audited, line: first.line })),
  };
}

describe('a Parquet file', () => {
  it.each([
    ['by a column of text', ['model', 'created', 'response'], '*'],
    ['by a part of a column', ['id', 'metadata', 'made'], '* EXCLUDE (made), made AS created_at'],
    ['with timestamps', ['model', 'made'], 'model, made::TIMESTAMP AS created_at'],
    ['with timestamps of a zone', ['model', 'made'], 'model, made::TIMESTAMPTZ AS created_at'],
    ['without a model', ['id', 'response'], '*'],
  ] as const)('is audited like the same rows as JSONL, %s', async (name, columns, select) => {
    const files = await writeBoth(name.replaceAll(' ', '-'), columns, select);
    if (columns.some((column) => column === 'made')) {
      const text = await readFile(files.jsonl, 'utf8');
      await writeFile(files.jsonl, text.replaceAll('"made":', '"created_at":'));
    }
    for (const snapshots of [today, archive]) {
      expect(await findIn(files.parquet, { snapshots })).toEqual(await findIn(files.jsonl, { snapshots }));
    }
  });

  it('is audited alike where each row is read, as for a ledger', async () => {
    const files = await writeBoth('by-row', ['id', 'model', 'created', 'response']);
    const path = join(folder, 'ledger.jsonl');
    const ledger = await createLedger(path);
    await ledger.append(receiptOf('gen-2', { textHashes: null }));
    await ledger.close();
    const found = await findIn(files.parquet, { ledgers: [path] });
    expect(found.ledger).toMatchObject({ matched: 1, missing: 4_999 });
    expect(found).toEqual(await findIn(files.jsonl, { ledgers: [path] }));
  });

  it('of names that are patterns, in folders that look like partitions, is one file', async () => {
    const { parquet } = await writeBoth('plain', ['model']);
    const odd = join(folder, 'model=closed', '[b]*?.parquet');
    await mkdir(join(folder, 'model=closed'), { recursive: true });
    await writeFile(odd, await readFile(parquet));
    expect((await findIn(odd)).totals).toEqual((await findIn(parquet)).totals);
  });

  it('with other content, or cut off, is unreadable', async () => {
    const { parquet } = await writeBoth('cut', ['model']);
    const content = await readFile(parquet);
    for (const bytes of [content.subarray(0, content.length - 100), Buffer.from('PAR1'), Buffer.alloc(0)]) {
      await writeFile(parquet, bytes);
      await expect(findIn(parquet)).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
        message: expect.stringMatching(/^Cannot read .*cut\.parquet: /),
      });
    }
  });
});

describe('distillable audit', () => {
  it('reads Parquet by itself, by its name or by its first bytes', async () => {
    home = await createHome();
    const { parquet } = await writeBoth('cli', ['model']);
    await writeFile(join(home.path, 'part-0'), await readFile(parquet));
    for (const file of [parquet, 'part-0']) {
      const ran = await home.run(['audit', '--sandbox', '--json', file]);
      expect(ran.code).toBe(1);
      expect(JSON.parse(ran.stdout)).toMatchObject({ totals: { rows: 5_000 } });
    }
  });

  it('writes whole rows of Parquet as JSONL, with integers as they are and no NaN', async () => {
    home = await createHome();
    const file = join(home.path, 'rows.parquet');
    await query(
      `COPY (SELECT * FROM (VALUES ('deepseek/deepseek-v3.2', 9007199254740993, 'nan'::DOUBLE, 'a NaN'), ('x', 1, 1.5, 'y')) AS r(model, big, score, text)) TO '${file}' (FORMAT parquet)`,
    );
    const ran = await home.run([
      'audit',
      '--sandbox',
      'rows.parquet',
      '--out',
      'a.jsonl',
      '--rejects',
      'b.jsonl',
    ]);
    expect(ran.code).toBe(1);
    const read = (name: string) => readFile(join(home?.path ?? '', name), 'utf8');
    expect(await read('a.jsonl')).toBe(
      '{"model":"deepseek/deepseek-v3.2","big":9007199254740993,"score":null,"text":"a NaN"}\n',
    );
    expect((await read('b.jsonl')).replace(/,"distillable_audit":\{.*\}\}/, '}')).toBe(
      '{"model":"x","big":1,"score":1.5,"text":"y"}\n',
    );
  });

  it('writes rows of several Parquet files as Parquet, types and order as they are', async () => {
    home = await createHome();
    const values = (from: number) =>
      `SELECT i, CASE i % 3 WHEN 0 THEN 'deepseek/deepseek-v3.2' WHEN 1 THEN 'openai/gpt-4o' END AS model,
        make_timestamp(i * 1000000) AS created, {'a': [i]} AS nested FROM range(${from}, ${from + 5_000}) AS r(i)`;
    await query(`COPY (${values(0)}) TO '${home.path}/a.parquet' (FORMAT parquet)`);
    await query(
      `COPY (SELECT * EXCLUDE (nested) FROM (${values(5_000)})) TO '${home.path}/b.parquet' (FORMAT parquet)`,
    );
    const args = ['--out', 'clean.parquet', '--rejects', 'rest.parquet', '--quiet'];
    const ran = await home.run(['audit', '--sandbox', 'a.parquet', 'b.parquet', ...args]);
    expect(ran.code).toBe(1);
    expect((await readdir(home.path)).toSorted()).toEqual([
      'a.parquet',
      'b.parquet',
      'clean.parquet',
      'rest.parquet',
    ]);
    const all = `(${values(0)} UNION ALL SELECT * REPLACE (NULL AS nested) FROM (${values(5_000)}))`;
    for (const [file, where] of [
      ['clean', "model = 'deepseek/deepseek-v3.2'"],
      ['rest', "model IS DISTINCT FROM 'deepseek/deepseek-v3.2'"],
    ]) {
      const expected = await query(`SELECT * FROM ${all} WHERE ${where} ORDER BY i`);
      const columns = file === 'rest' ? '* EXCLUDE (distillable_audit)' : '*';
      expect(await query(`SELECT ${columns} FROM '${home.path}/${file}.parquet'`)).toEqual(expected);
    }
  });

  it('refuses to make Parquet of anything else, and leaves no half of a file', async () => {
    home = await createHome();
    const { jsonl, parquet } = await writeBoth('refused', ['model']);
    const refused = await home.run(['audit', '--sandbox', jsonl, '--out', 'x.parquet']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/only if all of them come from Parquet/);
    await mkdir(join(home.path, 'taken.parquet'));
    const args = ['--out', 'x.parquet', '--rejects', 'taken.parquet'];
    const failed = await home.run(['audit', '--sandbox', parquet, ...args]);
    expect(failed).toMatchObject({ code: 2, stdout: '' });
    expect(failed.stderr).toMatch(/Cannot write taken\.parquet/);
    expect((await readdir(home.path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('counts a large file in several threads as in one', async () => {
    home = await createHome();
    const rows = 2_100_000;
    await query(
      `COPY (SELECT (['qwen/qwen3-max', 'openai/gpt-5', NULL])[1 + i % 3] AS model FROM range(${rows}) t(i)) TO '${home.path}/large.parquet' (FORMAT parquet)`,
    );
    // A process of its own, since only the bundle can start threads.
    const { stdout } = await home.spawn(['audit', '--sandbox', '--json', 'large.parquet']);
    expect(JSON.parse(stdout)).toMatchObject({
      totals: { rows, verdicts: { distillable: 700_000, 'not-distillable': 700_000, unnamed: 700_000 } },
      files: [{ rows, places: [{ place: 'model', rows: 1_400_000 }] }],
    });
  });

  it.each([9, 2_100_000])('does not count a map with a repeated key as clean, of %i rows', async (rows) => {
    home = await createHome();
    const file = join(home.path, 'maps.parquet');
    await query(
      `COPY (SELECT MAP([CASE WHEN i % 3 = 1 THEN 'mudel' ELSE 'other' END, 'model'], ['x', 'qwen/qwen3-max']) AS meta FROM range(${rows}) t(i)) TO '${file}' (FORMAT parquet, COMPRESSION uncompressed)`,
    );
    // No writer repeats a key on purpose.
    await writeFile(file, (await readFile(file, 'latin1')).replaceAll('mudel', 'model'), 'latin1');
    const flags = ['audit', '--sandbox', '--json', 'maps.parquet', '--model-field', 'meta.model'];
    const { code, stdout } = await home.spawn(flags);
    const { totals, corrupt } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(totals).toMatchObject({ rows: (rows * 2) / 3, corrupt: rows / 3 });
    expect(corrupt.slice(0, 3).map(({ line }: { line: number }) => line)).toEqual([2, 5, 8]);
    expect(corrupt.at(-1).line).toBe(Math.min(rows, 3_000) - 1);
  });

  it('reads fields that are named by models, in the rows that have them', async () => {
    home = await createHome();
    await query(
      `COPY (SELECT * FROM (VALUES (1, {'qwen/qwen3-max': 0.5, 'openai/gpt-4o': NULL}), (2, {'qwen/qwen3-max': 0.5, 'openai/gpt-4o': 0.1})) t(id, scores)) TO '${home.path}/scores.parquet' (FORMAT parquet)`,
    );
    await query(
      `COPY (SELECT * FROM (VALUES (1, 'text', NULL), (2, NULL, 'text')) t(id, "qwen/qwen3-max", "openai/gpt-4o")) TO '${home.path}/columns.parquet' (FORMAT parquet)`,
    );
    for (const file of ['scores.parquet', 'columns.parquet']) {
      const { stdout } = await home.run(['audit', '--sandbox', '--json', file]);
      const verdicts = { distillable: 1, 'not-distillable': 1, unknown: 0, unnamed: 0 };
      expect(JSON.parse(stdout).totals).toMatchObject({ rows: 2, verdicts });
    }
  });

  it('says why rows cannot be written as Parquet before it reads them', async () => {
    home = await createHome();
    await query(`COPY (SELECT 'x' AS model, 1 AS n) TO '${home.path}/a.parquet' (FORMAT parquet)`);
    await query(`COPY (SELECT 'x' AS model, '1' AS n) TO '${home.path}/b.parquet' (FORMAT parquet)`);
    const ran = await home.run(['audit', '--sandbox', 'a.parquet', 'b.parquet', '--out', 'c.parquet']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('column n has another type in b.parquet than in a.parquet');
    expect(ran.stderr).toContain('Name the outputs .jsonl');
    expect((await readdir(home.path)).toSorted()).toEqual(['a.parquet', 'b.parquet']);
  });
});
