import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(join(home.path, name), content);

beforeAll(async () => {
  home = await createHome();
  const snapshot = JSON.stringify(
    catalogSnapshot([catalogModel('a/open'), catalogModel('b/closed', { permission: 'not-distillable' })]),
  );
  await write('catalog.json', snapshot);
  await write('twice.json', snapshot.replace('{', '{"schemaVersion":1,'));
});
afterAll(() => home.remove());

/** A first row, so that the column of the file is known. */
const clean = '{"model":"a/open","text":"Hello"}';

const rows: readonly [what: string, row: string][] = [
  ['a model', '{"model":"b/closed","model":"a/open"}'],
  ['a model, the other way round', '{"model":"a/open","model":"b/closed"}'],
  ['the same model', '{"model":"a/open","model":"a/open"}'],
  ['an escaped key', String.raw`{"mod\u0065l":"b/closed","model":"a/open"}`],
  ['an escaped key in capitals', String.raw`{"\u006D\u006F\u0064\u0065\u006C":"b/closed","model":"a/open"}`],
  ['keys with space after them', '{"model" :"b/closed","model"\t: "a/open"}'],
  ['keys beside text beyond ASCII', '{"model":"b/closed","text":"“é”","model":"a/open"}'],
  ['keys with others in between', `{"model":"b/closed","text":"${'x'.repeat(70_000)}","model":"a/open"}`],
  ['keys beside one that ends like it', '{"base_model":"x","model":"b/closed","model":"a/open"}'],
];

/** What holds nothing twice, though it looks so. */
const innocent: readonly string[] = [
  '{"model":"a/open","text":"a \\"model\\": b"}',
  '{"model":"a/open","text":"the model"}',
  '{"model":"a/open","response":{"model":"a/open"}}',
  '{"model":"a/open","messages":[{"role":"user"},{"role":"assistant"}]}',
  String.raw`{"model":"a/open","text":"\u006d\u00e9"}`,
];

const audit = (...args: readonly string[]) =>
  home.run(['audit', '--catalog', 'catalog.json', '--json', ...args]);

describe('a row of JSONL that has a key twice', () => {
  it.each(rows)('is not clean: %s', async (_, row) => {
    await write('rows.jsonl', `${clean}\n${row}\n${clean}\n`);
    const { code, stdout } = await audit('rows.jsonl', '--out', 'clean.jsonl', '--rejects', 'rejects.jsonl');
    const { totals, corrupt } = JSON.parse(stdout);
    expect({ code, rows: totals.rows, corrupt: totals.corrupt }).toEqual({ code: 1, rows: 2, corrupt: 1 });
    expect(corrupt).toMatchObject([{ line: 2, message: 'ambiguous: one object has the same key twice' }]);
  });

  it('is not clean in a large file that several threads read', async () => {
    const [, [, row] = ['', '']] = rows;
    const part = `${clean}\n`.repeat(550_000);
    await write('large.jsonl', `${part}${row}\n{"model":"a/open","text":"é","model":"a/open"}\n`);
    const { totals, corrupt } = JSON.parse((await audit('large.jsonl')).stdout);
    expect(totals).toMatchObject({ rows: 550_000, corrupt: 2 });
    expect(corrupt).toMatchObject([{ line: 550_001 }, { line: 550_002 }]);
  });

  it('is not clean where any field of it counts, at any depth', async () => {
    const row = '{"meta":{"name":"b/closed"},"meta":{"name":"a/open"}}';
    await write('rows.jsonl.gz', gzipSync(`{"meta":{"name":"a/open"}}\n${row}\n`));
    const { totals } = JSON.parse((await audit('rows.jsonl.gz', '--model-field', 'meta.name')).stdout);
    expect(totals).toMatchObject({ rows: 1, corrupt: 1 });
  });

  it.each(innocent)('is not meant: %s', async (row) => {
    await write('rows.jsonl', `${clean}\n${row}\n`);
    expect(await audit('rows.jsonl')).toMatchObject({ code: 0 });
  });
});

describe('another file that has a name twice is not read', () => {
  it.each<[name: string, content: string, reason: string]>([
    ['list.json', `[${clean},{"model":"b/closed","model":"a/open"}]`, 'ambiguous'],
    ['data.json', `{"data":[{"model":"b/closed"}],"data":[${clean}]}`, 'ambiguous'],
    ['rows.csv', 'model,text,model\nb/closed,x,a/open\n', 'two of its columns have the same name'],
    ['rows.tsv', 'model\tmodel\nb/closed\ta/open\n', 'two of its columns have the same name'],
  ])('by audit: %s', async (name, content, reason) => {
    await write(name, content);
    const { code, stdout, stderr } = await home.run(['audit', '--catalog', 'catalog.json', name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Cannot read ${name}: `);
    expect(stderr).toContain(reason);
  });

  it.each<[what: string, file: string, args: readonly string[]]>([
    ['a snapshot', '', ['list', '--catalog', 'twice.json']],
    [
      'a policy',
      '{"deny":["b"],"deny":[]}',
      ['check', 'a/open', '--catalog', 'catalog.json', '--policy', 'it'],
    ],
    ['a policy in it', '{"policy":{"deny":["b"],"deny":[]}}', ['check', 'a/open', '--policy', 'it']],
    [
      'a request',
      '{"model":"a/open","model":"a/open"}',
      ['check', '--request', 'it', '--catalog', 'catalog.json'],
    ],
  ])('by the command that wants it: %s', async (_, file, args) => {
    await write('it', file);
    const { code, stdout, stderr } = await home.run(args);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('ambiguous: one object has the field ');
  });

  it('by audit where it is a snapshot of an archive', async () => {
    await home.bash('mkdir archive && cp twice.json archive/');
    await write('rows.jsonl', `${clean}\n`);
    expect(await home.run(['audit', 'rows.jsonl', '--archive', 'archive'])).toMatchObject({ code: 2 });
  });
});
