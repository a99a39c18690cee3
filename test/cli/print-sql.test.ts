import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home, type Outcome } from '../support/cli-run.js';

let home: Home;
beforeAll(async () => {
  home = await createHome();
  await writeFile(
    join(home.path, 'rows.jsonl'),
    '{"model":"qwen/qwen3-max","scores":[{"gpt-4o_qwen3-max":1}]}\n',
  );
  await writeFile(join(home.path, 'pairs.jsonl'), '{"model":"qwen/qwen3-max","pair":"gpt-4o_qwen3-max"}\n');
  await writeFile(join(home.path, 'rows.json'), '[{"model":"qwen/qwen3-max"}]');
});
afterAll(() => home.remove());

function print(...args: readonly string[]): Promise<Outcome> {
  return home.run(['audit', '--sandbox', '--print-sql', ...args]);
}

describe('audit --print-sql', () => {
  it.each([
    ['duckdb', /DuckDB/, false],
    ['spark', /Spark/, true],
    ['bigquery', /BigQuery/, true],
  ])('says in the SQL for %s whether our tests run it', async (engine, title, isUntested) => {
    const { code, stdout, stderr } = await print(engine, 'rows.jsonl', '--ignore-field', 'scores');
    expect(code, stderr).toBe(0);
    const [first = ''] = stdout.split('\n');
    expect(first).toMatch(title);
    expect(first.includes('NOT RUN BY OUR TESTS')).toBe(isUntested);
    expect(stderr.includes('not run by our tests')).toBe(isUntested);
    expect(stdout).toContain("'model', 'generator', 'yes'");
    expect(stdout).toContain("'qwen/qwen3-max', 'distillable'");
    expect(stdout).toContain('-- ignoreFields: ["scores"]');
  });

  it.each([
    [['oracle', 'rows.jsonl'], /no "oracle".*duckdb, spark, bigquery/],
    [['duckdb'], /Name files/],
    [['duckdb', '-'], /files on disk/],
    [['duckdb', 'hf://datasets/a/b'], /files on disk/],
    [['duckdb', 'rows.jsonl', '--archive', 'lists'], /--archive/],
    [['duckdb', 'rows.jsonl', '--out', 'clean.jsonl'], /--out/],
    [['duckdb', 'rows.jsonl', '--fail-on', 'none'], /--fail-on/],
    [['duckdb', 'rows.jsonl', '--json'], /--json/],
    [['duckdb', 'rows.jsonl', '--assume-model', 'qwen/qwen3-max'], /assumeModel/],
    [['duckdb', 'rows.jsonl', '--model-field', 'a['], /can't be read/],
    [['duckdb', 'rows.jsonl', '--model-field', 'judges[0]'], /--ignore-field|single items/],
    [['duckdb', 'pairs.jsonl'], /pair: two names in one text.*--ignore-field/],
    [['duckdb', 'rows.json'], /JSONL/],
    [['duckdb', 'rows.jsonl', 'pairs.jsonl', 'none.jsonl'], /none\.jsonl/],
  ])('rejects what SQL can not honour: %j', async (args, message) => {
    const { code, stdout, stderr } = await print(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
