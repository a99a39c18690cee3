import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogModel, CatalogSnapshot, Permission } from '@distillable/catalog';
import { DuckDBInstance } from '@duckdb/node-api';
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
