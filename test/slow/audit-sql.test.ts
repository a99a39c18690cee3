import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

const snapshot = catalogSnapshot(
  [
    catalogModel('open/chat', { permission: 'distillable', canonicalSlug: 'open/chat-20260101' }),
    catalogModel('open/other', { permission: 'distillable' }),
    catalogModel('closed/chat', { permission: 'not-distillable' }),
    catalogModel('meta-llama/llama-3.3-70b-instruct', {
      permission: 'distillable',
      huggingFaceId: 'meta-llama/Llama-3.3-70B-Instruct',
    }),
    catalogModel('openrouter/auto', { permission: 'distillable', kind: 'router' }),
  ],
  { retrievedAt: new Date(Date.now() - 60_000) },
);

beforeEach(async () => {
  home = await createHome();
  await writeFile(join(home.path, 'list.json'), JSON.stringify(snapshot.toJSON()));
});
afterEach(() => home.remove());

interface Verdict {
  readonly id: string;
  readonly verdict: string;
}

/** Runs SQL in the home, and resolves with the rows of its last query. */
async function query(...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { file_search_path: home.path });
  const connection = await instance.connect();
  try {
    for (const sql of statements.slice(0, -1)) await connection.run(sql);
    return (await connection.runAndReadAll(statements.at(-1) ?? '')).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const byId = (one: Verdict, other: Verdict): number => (one.id < other.id ? -1 : 1);

/** The verdict of each row, by the audit. */
async function auditRows(files: readonly string[], flags: readonly string[]): Promise<readonly Verdict[]> {
  const ran = await home.run([
    ...['audit', '--catalog', 'list.json', ...files, ...flags],
    ...['--annotate', '--out', 'out.jsonl', '--rejects', 'rejects.jsonl'],
  ]);
  expect(ran.stdout, ran.stderr).not.toBe('');
  const texts = await Promise.all(
    ['out.jsonl', 'rejects.jsonl'].map((name) => readFile(join(home.path, name), 'utf8')),
  );
  return texts
    .flatMap((text) => text.split('\n').filter((line) => line !== ''))
    .map((line) => JSON.parse(line))
    .map(({ id, distillable_audit: { verdict } }) => ({ id, verdict }))
    .toSorted(byId);
}

async function printSql(files: readonly string[], flags: readonly string[] = []): Promise<string> {
  const { code, stdout, stderr } = await home.run([
    ...['audit', '--print-sql', 'duckdb', '--catalog', 'list.json', ...files, ...flags],
  ]);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** The verdict of each row, by the printed SQL. Relative paths are those of the home. */
async function judgeBySql(sql: string, id: string): Promise<readonly Verdict[]> {
  process.chdir(home.path);
  const rows = await query(sql, `SELECT ${id} AS id, audit_verdict AS verdict FROM audit_result`);
  return rows.map((row) => ({ id: String(row['id']), verdict: String(row['verdict']) })).toSorted(byId);
}

const names = [
  null,
  '',
  'None',
  'open/chat',
  ' open/chat ',
  'open/chat-20260101',
  'open/chat:nitro',
  'OPEN/CHAT',
  'meta-llama/Llama-3.3-70B-Instruct',
  'closed/chat',
  'openrouter/auto',
  '@preset/mine',
  'gpt-4o',
  'no/such',
];
const clean = 'open/other';

interface CaseRow {
  readonly month: string;
  readonly id: string;
  readonly [key: string]: unknown;
}

/** Rows in which each name stands once in each place, beside clean names and in their absence. */
function rowsOf(): readonly CaseRow[] {
  const places: readonly ((name: string | null, rest: string | null) => Record<string, unknown>)[] = [
    (name) => ({ model: name }),
    (name, rest) => ({ model: rest, models: [clean, name] }),
    (name, rest) => ({
      model: rest,
      completions: [
        { model: clean, text: 'a' },
        { model: name, text: 'b' },
      ],
    }),
    (name, rest) => ({
      model: rest,
      chosen: { model: clean, text: 'a' },
      rejected: { model: name, text: 'b' },
    }),
    (name, rest) => ({ model: rest, judge: name }),
    (name) => ({ request: { model: name }, response_log: { model: clean } }),
    (name) => ({ requested_model: name, served_model: clean }),
    (name) => ({ requested_model: 'closed/chat', served_model: name }),
    (name) => ({
      calls: [
        { requested_model: 'closed/chat', served_model: clean },
        { requested_model: 'open/chat', served_model: name },
      ],
    }),
    (name, rest) => ({ model: rest, metadata: JSON.stringify({ model: name, tokens: 7 }) }),
    (name, rest) => ({
      model: rest,
      metadata: JSON.stringify({ steps: [{ model: clean }, { model: name }] }),
    }),
    (name, rest) => ({ model: rest, writer_by_value: name }),
    (name, rest) => ({ model: rest, my_model_note: name }),
  ];
  return places.flatMap((place, at) =>
    names.flatMap((name, index) =>
      [null, clean].map((rest, more) => ({
        month: `2026-0${1 + (index % 3)}`,
        id: `${at}-${index}-${more}`,
        ...place(name, rest),
      })),
    ),
  );
}

const types = `month VARCHAR, id VARCHAR, model VARCHAR, models VARCHAR[], completions STRUCT(model VARCHAR, text VARCHAR)[],
  chosen STRUCT(model VARCHAR, text VARCHAR), rejected STRUCT(model VARCHAR, text VARCHAR), judge VARCHAR,
  request STRUCT(model VARCHAR), response_log STRUCT(model VARCHAR), requested_model VARCHAR, served_model VARCHAR,
  calls STRUCT(requested_model VARCHAR, served_model VARCHAR)[], metadata VARCHAR, writer_by_value VARCHAR,
  my_model_note VARCHAR`;

async function writeJsonl(rows: readonly CaseRow[]): Promise<void> {
  for (const month of new Set(rows.map((row) => row.month))) {
    await mkdir(join(home.path, 'lines', month), { recursive: true });
    const lines = rows.filter((row) => row.month === month).map((row) => `${JSON.stringify(row)}\n`);
    await writeFile(join(home.path, 'lines', month, 'part-0.jsonl'), lines.join(''));
  }
}

async function writeParquet(rows: readonly CaseRow[]): Promise<void> {
  const file = join(home.path, 'rows.json');
  await writeFile(file, JSON.stringify(rows));
  const columns = types
    .replaceAll(/\s+/g, ' ')
    .split(/, (?=\w+ [A-Z])(?![^(]*\))/)
    .map((column) => column.replace(/^ ?(\w+) (.*)$/, "$1: '$2'"))
    .join(', ');
  await query(
    `COPY (SELECT * FROM read_json('${file}', columns = {${columns}})) TO '${join(home.path, 'parts')}'
     (FORMAT parquet, PARTITION_BY (month), WRITE_PARTITION_COLUMNS)`,
  );
}

const flagCases: readonly (readonly string[])[] = [
  [],
  ['--ignore-roles', 'judge', '--ignore-roles', 'rejected'],
  ['--ignore-field', 'metadata'],
  ['--ignore-field', 'completions[].model', '--model-field', 'writer_by_value'],
  ['--accept', 'normalised,author'],
];

describe('audit --print-sql duckdb', () => {
  it.each(flagCases)(
    'gives every row of partitioned Parquet the verdict of the audit (%s %s %s %s)',
    async (...flags) => {
      await writeParquet(rowsOf());
      const expected = await auditRows(['parts'], flags);
      expect(await judgeBySql(await printSql(['parts'], flags), 'id')).toEqual(expected);
      expect(new Set(expected.map(({ verdict }) => verdict)).size).toBeGreaterThan(2);
    },
  );

  it.each(flagCases)(
    'gives every row of JSONL in directories the verdict of the audit (%s %s %s %s)',
    async (...flags) => {
      await writeJsonl(rowsOf());
      const expected = await auditRows(['lines'], flags);
      expect(await judgeBySql(await printSql(['lines'], flags), "json ->> '$.id'")).toEqual(expected);
      expect(new Set(expected.map(({ verdict }) => verdict)).size).toBeGreaterThan(2);
    },
  );

  it('gives rows of CSV the verdict of the audit, with declared names and a policy', async () => {
    const lines = names.map((name, index) => `${index},${name ?? ''},"{""model"":""${name ?? ''}""}"`);
    await writeFile(join(home.path, 'rows.csv'), `id,model,metadata\n${lines.join('\n')}\n`);
    await writeFile(join(home.path, 'names.csv'), 'name,slug\nno/such,open/chat\ngpt-4o,closed/chat\n');
    await writeFile(
      join(home.path, 'distillable.config.json'),
      JSON.stringify({ policy: { deny: ['meta-llama/*'] } }),
    );
    const flags = ['--names', 'names.csv'];
    const expected = await auditRows(['rows.csv'], flags);
    expect(await judgeBySql(await printSql(['rows.csv'], flags), 'id')).toEqual(expected);
    expect(expected.find(({ id }) => id === '13')).toEqual({ id: '13', verdict: 'distillable' });
    expect(expected.find(({ id }) => id === '8')).toEqual({ id: '8', verdict: 'not-distillable' });
  });

  it('judges rows that name no model by the declared one', async () => {
    await writeFile(join(home.path, 'rows.jsonl'), '{"id":"1"}\n{"id":"2","model":null}\n');
    const flags = ['--assume-model', 'open/chat'];
    const sql = await printSql(['rows.jsonl'], flags);
    expect(await judgeBySql(sql, "json ->> '$.id'")).toEqual(await auditRows(['rows.jsonl'], flags));
    await writeFile(join(home.path, 'rows.jsonl'), '{"id":"1"}\n{"id":"2","model":"open/chat"}\n');
    expect(await judgeBySql(sql, "json ->> '$.id'")).toEqual([
      { id: '1', verdict: 'distillable' },
      { id: '2', verdict: 'unknown' },
    ]);
  });

  it('splits the clean rows as they are, and counts by verdict, role and what is new', async () => {
    await writeJsonl(rowsOf());
    await auditRows(['lines'], []);
    const sql = await printSql(['lines']);
    process.chdir(home.path);
    const counts = await query(
      sql,
      'SELECT verdict, sum(row_count)::INT AS n FROM audit_verdicts GROUP BY ALL',
    );
    const [audited, split] = await Promise.all(
      ['out.jsonl', 'clean.jsonl'].map(async (name) =>
        (await readFile(join(home.path, name), 'utf8')).split('\n').filter((line) => line !== ''),
      ),
    );
    const plain = (line: string): string => line.replace(/,"distillable_audit":.*$/, '}');
    expect(split?.toSorted()).toEqual(audited?.map(plain).toSorted());
    expect(counts.find(({ verdict }) => verdict === 'distillable')).toMatchObject({ n: split?.length });
    const roles = await query(
      sql,
      "SELECT DISTINCT role FROM audit_judged WHERE name = 'closed/chat' ORDER BY role",
    );
    expect(roles.map(({ role }) => role)).toEqual([
      'generator',
      'judge',
      'rejected',
      'requested',
      'served',
      'unspecified',
    ]);
    expect(await query(sql, "SELECT name FROM audit_judged WHERE is_new = 'yes'")).toEqual([]);
  });
});

/** What only the rest of the data has: no first look saw it. */
const unseen: readonly (readonly [what: string, row: Record<string, unknown>])[] = [
  ['a name', { model: 'new/name' }],
  ['a name beside a clean one', { model: clean, models: ['new/name'] }],
  ['a served name', { requested_model: clean, served_model: 'new/name' }],
  ['a place', { model: clean, generator: 'closed/chat' }],
  ['a place inside', { model: clean, deep: [{ er: { llm_name: 'closed/chat' } }] }],
  ['a place in another spelling', { model: clean, 'Teacher-Model': 'closed/chat' }],
  ['an object instead of a name', { model: { name: 'closed/chat' } }],
  ['a list instead of a name', { model: ['closed/chat'] }],
  ['a number instead of a name', { model: 5 }],
  ['a key of JSON in a text', { model: clean, metadata: '{"model":"open/chat","judge":"closed/chat"}' }],
  ['JSON in another text', { model: clean, note: '{"model":"closed/chat"}' }],
  ['JSON in a new text', { model: clean, extra: '{"model":"closed/chat"}' }],
  ['JSON in a text of a text', { model: clean, note: JSON.stringify('{"model":"closed/chat"}') }],
  ['what Python wrote', { model: clean, metadata: "{'model': 'closed/chat'}" }],
  ['JSON that was cut', { model: clean, metadata: '{"model":"closed/chat","a' }],
  ['an attribute with a label', { model: clean, attributes: [{ key: 'llm.model', value: 'closed/chat' }] }],
];

describe('what the first look did not see', () => {
  const seen = {
    model: clean,
    models: [clean],
    requested_model: clean,
    served_model: clean,
    metadata: '{"model":"open/chat"}',
    note: 'text',
    attributes: [{ key: 'a', value: 'b' }],
  };

  it.each(unseen)('is never clean: %s', async (_, row) => {
    await writeFile(join(home.path, 'rows.jsonl'), `${JSON.stringify({ id: '0', ...seen })}\n`);
    const sql = await printSql(['rows.jsonl']);
    await writeFile(
      join(home.path, 'rows.jsonl'),
      [
        { id: '0', ...seen },
        { id: '1', ...row },
      ]
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(''),
    );
    const judged = await judgeBySql(sql, "json ->> '$.id'");
    expect(judged[0]).toEqual({ id: '0', verdict: 'distillable' });
    expect(['unknown', 'not-distillable']).toContain(judged[1]?.verdict);
  });

  it('is never clean: a line that is cut, and a model that is named twice', async () => {
    await writeFile(join(home.path, 'rows.jsonl'), '{"id":"0","model":"open/chat"}\n');
    const sql = await printSql(['rows.jsonl']);
    await writeFile(
      join(home.path, 'rows.jsonl'),
      '{"id":"0","model":"open/chat"}\n{"id":"1","model":"open/chat","model":"closed/chat"}\n{"id":"2","model":"open/ch\n[]\n"open/chat"\n',
    );
    process.chdir(home.path);
    const rows = await query(
      sql,
      "SELECT audit_verdict AS verdict FROM audit_result WHERE audit_verdict = 'distillable'",
    );
    expect(rows).toEqual([{ verdict: 'distillable' }]);
  });

  it('of names is listed', async () => {
    await writeFile(join(home.path, 'rows.jsonl'), '{"id":"0","model":"open/chat"}\n');
    const sql = await printSql(['rows.jsonl']);
    await writeFile(join(home.path, 'rows.jsonl'), '{"id":"0","model":"new/name"}\n');
    process.chdir(home.path);
    expect(await query(sql, "SELECT path, name FROM audit_judged WHERE is_new = 'yes'")).toEqual([
      { path: 'model', name: 'new/name' },
    ]);
  });

  it('of columns ends the script', async () => {
    await query(`COPY (SELECT 'open/chat' AS model) TO '${join(home.path, 'rows.parquet')}'`);
    const sql = await printSql(['rows.parquet']);
    await query(
      `COPY (SELECT 'open/chat' AS model, 'closed/chat' AS judge) TO '${join(home.path, 'rows.parquet')}'`,
    );
    process.chdir(home.path);
    await expect(query(sql)).rejects.toThrow(/not looked at: judge/);
  });
});
