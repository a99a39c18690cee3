import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CatalogModel, CatalogSnapshot, Permission } from '@distillable/catalog';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogAlias as alias, catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

beforeEach(async () => {
  home = await createHome();
});

afterEach(async () => {
  await home.remove();
});

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const answer = await connection.runAndReadAll(sql);
    return answer.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function readCsv(file: string): Promise<readonly Record<string, unknown>[]> {
  return query(`SELECT * FROM read_csv('${join(home.path, file)}', header = true, all_varchar = true)`);
}

const model = (slug: string, permission: Permission, more: Partial<CatalogModel> = {}) =>
  catalogModel(slug, { permission, ...more });

/** A list with one of everything that a name can mean. */
const snapshot: CatalogSnapshot = catalogSnapshot(
  [
    model('open/chat', 'distillable', { canonicalSlug: 'open/chat-20260101' }),
    model('open/chat:free', 'distillable', { canonicalSlug: 'open/chat-20260101' }),
    model('open/chat:batch', 'not-distillable', { canonicalSlug: 'open/chat-20260101' }),
    model('open/mixed:free', 'distillable', { canonicalSlug: 'open/mixed-1' }),
    model('open/mixed:thinking', 'not-distillable', { canonicalSlug: 'open/mixed-1' }),
    model('open/own', 'distillable'),
    model('open/own:online', 'not-distillable'),
    model('open/own-too', 'not-distillable'),
    model('open/own-too:nitro', 'distillable'),
    model('closed/chat', 'not-distillable', { canonicalSlug: 'closed/4-chat' }),
    model('moved/both', 'conflicting'),
    model('moved/neither', 'unlisted'),
    model('openrouter/auto', 'distillable', { kind: 'router' }),
    model('openrouter/new-router', 'distillable', { kind: 'router' }),
    model('=cmd|/calc', 'distillable'),
    alias('~open/latest', 'open/chat'),
    alias('~closed/latest', 'closed/chat'),
    alias('~gone/latest', 'gone/model'),
    alias('~silent/latest', null),
  ],
  { retrievedAt: new Date(Date.now() - 60_000) },
);
/** The routers that are known without a row. */
const routers = catalogSnapshot([]).names();

async function exportAs(format: string, file: string): Promise<void> {
  await writeFile(join(home.path, 'list.json'), JSON.stringify(snapshot.toJSON()));
  const ran = await home.run([
    ...['snapshot', 'export', '--catalog', 'list.json'],
    ...['--format', format, '--out', file],
  ]);
  expect(ran).toMatchObject({ code: 0, stdout: '' });
}

/** What an audit says of a name, by the library. */
function verdictOf(name: string | null): string {
  if (name === null || name === '') return 'unnamed';
  const { verdict } = snapshot.resolve(name);
  return verdict === 'dynamic' ? 'unknown' : verdict;
}

describe('snapshot export --format', () => {
  it('csv writes the same rows to a file, to stdout, and as Parquet', async () => {
    await exportAs('csv', 'names.csv');
    await exportAs('parquet', 'names.parquet');
    const printed = await home.run(['snapshot', 'export', '--catalog', 'list.json', '--format', 'csv']);
    const csv = await readFile(join(home.path, 'names.csv'), 'utf8');
    expect(printed.stdout).toBe(csv);
    const rows = await readCsv('names.csv');
    const fromParquet = await query(
      `SELECT * REPLACE (strftime(retrieved_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS retrieved_at)
       FROM '${join(home.path, 'names.parquet')}'`,
    );
    expect(rows).toEqual(fromParquet);
    expect(rows.find((row) => row['name'] === 'open/chat-20260101:batch')).toEqual({
      name: 'open/chat-20260101:batch',
      verdict: 'not-distillable',
      slug: 'open/chat:batch',
      canonical_slug: 'open/chat-20260101',
      kind: 'model',
      permission: 'not-distillable',
      alias_target: null,
      retrieved_at: snapshot.retrievedAt.toISOString(),
      digest: snapshot.digest,
      sample: null,
    });
    const names = rows.map((row) => row['name']);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...routers, '=cmd|/calc', '~open/latest']));
    expect((await readdir(home.path)).toSorted()).toEqual(['list.json', 'names.csv', 'names.parquet']);
  });

  it('says on every row that the permissions are a sample', async () => {
    await home.run(['snapshot', 'export', '--sandbox', '--format', 'csv', '--out', 'sample.csv']);
    const rows = await readCsv('sample.csv');
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) expect(row['sample']).toMatch(/sample/);
  });

  it('parquet refuses to go to stdout, and leaves what it can not write', async () => {
    const printed = await home.run(['snapshot', 'export', '--sandbox', '--format', 'parquet']);
    expect(printed).toMatchObject({ code: 2, stdout: '' });
    expect(printed.stderr).toMatch(/--out/);
    await mkdir(join(home.path, 'taken.parquet'));
    const taken = await home.run([
      'snapshot',
      'export',
      '--sandbox',
      '--format',
      'parquet',
      '--out',
      'taken.parquet',
    ]);
    expect(taken).toMatchObject({ code: 2, stdout: '' });
    expect(taken.stderr).toMatch(/Cannot write taken\.parquet/);
    expect(await readdir(home.path)).toEqual(['taken.parquet']);
  });
});

const guide = fileURLToPath(new URL('../../docs/join-on-a-cluster.md', import.meta.url));

/** The block of the guide whose fence says so, with its paths in the home. */
async function sqlOf(kind: string): Promise<string> {
  const [, sql] = (await readFile(guide, 'utf8')).split(`\`\`\`sql ${kind}\n`);
  const block = sql?.split('```', 1)[0] ?? '';
  return block.replace(/'(names\.parquet|dataset\/|clean')/g, `'${home.path}/$1`);
}

/** Rows in two partitions; of some names several. */
async function writeDataset(names: readonly (string | null)[]): Promise<void> {
  const rows = names.flatMap((name, index) =>
    Array.from({ length: 1 + (index % 3) }, (_, copy) => ({
      month: copy === 0 ? '2026-08' : '2026-09',
      id: `${index}-${copy}`,
      model: name,
    })),
  );
  await writeFile(join(home.path, 'rows.json'), JSON.stringify(rows));
  await query(
    `COPY (SELECT * FROM read_json('${join(home.path, 'rows.json')}', columns = {month: 'VARCHAR', id: 'VARCHAR', model: 'VARCHAR'}))
     TO '${join(home.path, 'dataset')}' (FORMAT parquet, PARTITION_BY (month))`,
  );
}

const variants = ['nitro', 'floor', 'online', 'exacto', 'free', 'batch', 'thinking', ''];

/** Names of the list and others, with variants, presets, spaces and capitals. */
const names: readonly (string | null)[] = [
  null,
  '',
  ...snapshot
    .models()
    .flatMap(({ slug, canonicalSlug }) =>
      [slug, canonicalSlug].flatMap((name) => [
        name,
        ...variants.map((variant) => `${name}:${variant}`),
        ...[`${name}:nitro:online`, `${name}:free:nitro`, `${name}:nitro:free`, `${name}@preset/mine`],
        ...[` ${name}`, `${name} `, `${name}x`, `${name}:nitrox`, `x${name}`, name.toUpperCase()],
      ]),
    ),
  ...routers.flatMap((name) => [name, `${name}:free`, `${name}:nitro`]),
  ...['@preset/mine', 'gone/model', 'no slug', "o'clock", '%', 'open/%', 'open/chat\n', ':nitro'],
];

describe('the join of the guide', () => {
  it('gives every row the verdict of the library', async () => {
    await exportAs('parquet', 'names.parquet');
    const distinct = [...new Set(names)];
    await writeDataset(distinct);
    const rows = await query(await sqlOf('duckdb'));
    const expected = distinct.map((name, index) => ({
      model: name,
      row_count: String(1 + (index % 3)),
      verdict: verdictOf(name),
    }));
    const byName = (a: { model?: unknown }, b: { model?: unknown }) =>
      String(a.model) < String(b.model) ? -1 : 1;
    expect([...rows].toSorted(byName)).toEqual(expected.toSorted(byName));
    expect(new Set(expected.map(({ verdict }) => verdict)).size).toBe(4);
    const verdicts = rows.map((row) => row['verdict'] === 'distillable');
    expect(verdicts).toEqual(verdicts.toSorted((a, b) => Number(a) - Number(b)));
  });

  it('holds for any chain of variants', async () => {
    await exportAs('parquet', 'names.parquet');
    const name = fc.tuple(
      fc.constantFrom(...snapshot.models().flatMap(({ slug, canonicalSlug }) => [slug, canonicalSlug])),
      fc.array(fc.constantFrom(...variants), { maxLength: 4 }),
    );
    const chains = fc
      .sample(name, { numRuns: 2_000, seed: 5 })
      .map(([base, chain]) => [base, ...chain].join(':'));
    const distinct = [...new Set(chains)];
    await writeDataset(distinct);
    const rows = await query(await sqlOf('duckdb'));
    expect(Object.fromEntries(rows.map((row) => [row['model'], row['verdict']]))).toEqual(
      Object.fromEntries(distinct.map((each) => [each, verdictOf(each)])),
    );
  });

  it('splits the rows that may be used from the others, by the same verdicts', async () => {
    await exportAs('parquet', 'names.parquet');
    const distinct = [...new Set(names)];
    await writeDataset(distinct);
    await query(await sqlOf('duckdb-split'));
    const clean = await query(
      `SELECT id, model FROM read_parquet('${home.path}/clean/*/*.parquet') ORDER BY id`,
    );
    const expected = distinct.flatMap((name, index) =>
      verdictOf(name) === 'distillable'
        ? Array.from({ length: 1 + (index % 3) }, (_, copy) => ({ id: `${index}-${copy}`, model: name }))
        : [],
    );
    expect([...clean].toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))).toEqual(
      expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect((await readdir(join(home.path, 'clean'))).toSorted()).toEqual(['month=2026-08', 'month=2026-09']);
  });
});
