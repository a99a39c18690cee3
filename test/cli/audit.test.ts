import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { namesTable } from '@distillable/catalog';
import { createLedger } from '@distillable/ledger';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home, type Outcome } from '../support/cli-run.js';
import { receiptOf } from '../support/ledger-world.js';

let home: Home;

/** By a catalog of a file, so that nothing depends on the day. */
function audit(...args: readonly string[]): Promise<Outcome> {
  return home.run(['audit', '--catalog', 'catalog.json', ...args]);
}

async function report(...args: readonly string[]) {
  const { code, stdout, stderr } = await audit('--json', ...args);
  expect(stdout, stderr).not.toBe('');
  return { code, ...JSON.parse(stdout) };
}

function write(name: string, content: string | Uint8Array): Promise<void> {
  return writeFile(join(home.path, name), content);
}

function read(name: string): Promise<Buffer> {
  return readFile(join(home.path, name));
}

async function exportCatalog(
  name: string,
  distillable: readonly string[],
  retrievedAt: string,
): Promise<void> {
  const rows = ['a/open', 'a/other', 'b/closed'].map((id) => ({ id }));
  const server = await startSandbox({
    catalog: { models: rows, distillable: new Set(distillable), sample: 'rows of a test' },
  });
  const { stdout } = await home.run(['snapshot', 'export', '--base-url', server.url]);
  await server.close();
  const source = { url: 'https://lists.test/v1', sample: 'rows of a test' };
  await write(name, JSON.stringify({ ...JSON.parse(stdout), retrievedAt, source }));
}

const rows = [
  { model: 'a/open', created: 1_767_225_600, response: 'yes' },
  { model: 'b/closed', created: 1_767_225_601, response: 'no' },
  { model: 'a/open', created: 1_769_904_000, response: 'é 通' },
  { model: 'no/such', response: '?' },
  { model: 'openrouter/auto', response: '?' },
  { response: 'names none' },
];
const jsonl = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const table = [
  'model,created,response',
  ...rows.map(({ model = '', created = '', response }) => `${model},${created},"${response}"`),
  '',
].join('\n');

beforeAll(async () => {
  home = await createHome();
  await exportCatalog('catalog.json', ['a/open', 'a/other'], '2026-11-01T00:00:00.000Z');
  await write('rows.jsonl', jsonl);
  await write('good.jsonl', '{"model":"a/open"}\n');
  await write('empty.jsonl', '');
});

afterAll(async () => {
  await home.remove();
});

interface Located {
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: { readonly startLine: number } };
  }[];
}

describe('distillable audit', () => {
  it('prints a table, worst first, and what it is based on', async () => {
    const { code, stdout, stderr } = await audit('rows.jsonl');
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot('__fixtures__/audit.table.txt');
    const stable = stderr
      .replaceAll(/\d+ (?:d|h) (?:old|ahead of this clock)/g, '<age>')
      .replace(/(terms: )\S+ · sha256:[\da-f]{12}/, '$1<date> · <digest>');
    await expect(stable).toMatchFileSnapshot('__fixtures__/audit.notes.txt');
  });

  it('prints Markdown', async () => {
    const { stdout } = await audit('rows.jsonl', '--markdown');
    const stable = stdout.replaceAll(/((?:names|terms) table: )sha256:.*/g, '$1<digest and date>');
    await expect(stable).toMatchFileSnapshot('__fixtures__/audit.md.txt');
  });

  it('reports the same for the same rows, however they are written and compressed', async () => {
    const zstd = (content: string): Uint8Array => spawnSync('zstd', ['-c'], { input: content }).stdout;
    const forms: Readonly<Record<string, string>> = {
      jsonl,
      ndjson: jsonl.replaceAll('\n', '\r\n'),
      json: JSON.stringify(rows, null, 2),
      'wrapped.json': JSON.stringify({ version: 1, rows }),
      csv: table,
      tsv: table.replaceAll(',', '\t'),
    };
    const expected = (await report('rows.jsonl')).totals;
    for (const [name, content] of Object.entries(forms)) {
      await write(`form.${name}`, content);
      await write(`form.${name}.gz`, gzipSync(content));
      await write(`form.${name}.zst`, zstd(content));
      for (const file of [`form.${name}`, `form.${name}.gz`, `form.${name}.zst`]) {
        const { totals, models, timeline, files } = await report(file);
        expect(totals, file).toEqual(expected);
        expect(
          models.map(({ model, rows: count }: { model: string; rows: number }) => [model, count]),
        ).toEqual([
          ['b/closed', 1],
          ['no/such', 1],
          ['openrouter/auto', 1],
          [null, 1],
          ['a/open', 2],
        ]);
        expect(timeline).toEqual([
          { month: '2026-01', rows: { distillable: 1, 'not-distillable': 1, unknown: 0, unnamed: 0 } },
          { month: '2026-02', rows: { distillable: 1, 'not-distillable': 0, unknown: 0, unnamed: 0 } },
        ]);
        expect(files[0].places).toEqual([{ place: 'model', role: 'generator', rows: 5 }]);
      }
    }
  });

  it('reads stdin, several files and globs, each file once', async () => {
    const { stdout } = await home.bash(
      'cat rows.jsonl | $distillable audit --catalog catalog.json --json - good.jsonl "goo*.jsonl"',
    );
    const { files, totals } = JSON.parse(stdout);
    expect(files.map(({ file, rows: count }: { file: string; rows: number }) => [file, count])).toEqual([
      ['-', 6],
      ['good.jsonl', 1],
    ]);
    expect(totals.rows).toBe(7);
  });

  it('adds the places that are named to those that are known: a row is as good as its worst name', async () => {
    await write(
      'named.jsonl',
      '{"model":"a/open","meta":{"by":["x","no/such"]},"at":"2026-03-01T00:00:00Z"}\n',
    );
    expect((await report('named.jsonl')).totals.verdicts.distillable).toBe(1);
    const { totals, models, timeline, files } = await report(
      'named.jsonl',
      '--model-field',
      'meta.by[-1]',
      '--time-field',
      'at',
    );
    expect(totals.verdicts).toMatchObject({ distillable: 0, unknown: 1 });
    expect(models[0]).toMatchObject({ model: 'no/such', verdict: 'unknown', decides: 1 });
    expect(timeline[0].month).toBe('2026-03');
    expect(files[0].places.map(({ place }: { place: string }) => place)).toEqual(['model', 'meta.by[-1]']);
  });

  it('never calls a row clean because one of its models is', async () => {
    const response = '{"model":"a/open","response":{"model":"b/closed"}}';
    const pair = '{"chosen_model":"a/open","rejected_model":"b/closed"}';
    await write('mixed.jsonl', `${response}\n${pair}\n{"model":"a/open"}\n`);
    const { totals, models, code } = await report('mixed.jsonl', '--out', 'mixed-clean.jsonl');
    expect(code).toBe(1);
    expect(totals.verdicts).toEqual({ distillable: 1, 'not-distillable': 2, unknown: 0, unnamed: 0 });
    expect(models[0]).toMatchObject({ model: 'b/closed', rows: 2, roles: { rejected: 1, served: 1 } });
    expect((await read('mixed-clean.jsonl')).toString()).toBe('{"model":"a/open"}\n');
    expect((await audit('mixed.jsonl')).stdout).toMatch(/^b\/closed .* rejected 1, served 1 /m);
    const ignoring = await report('mixed.jsonl', '--ignore-roles', 'rejected');
    expect(ignoring.totals.verdicts.distillable).toBe(2);
    expect(ignoring.declarations.ignoredRoles).toEqual(['rejected']);
  });

  it('shows the models that files beside the data name, and how to declare one of them', async () => {
    await mkdir(join(home.path, 'set'));
    await write('set/rows.jsonl', '{"text":"x"}\n');
    await write('set/README.md', '---\nlicense: mit\n---\nWritten by b/closed, of course.\n');
    const { code, stdout, stderr } = await audit('set', '--quiet');
    expect(code).toBe(1);
    expect(stdout).toContain('named outside the rows: set/README.md:4: b/closed: not-distillable\n');
    expect(stderr).toContain('warning: Files beside the data name 1 model, and no row is judged by it.');
    expect(stderr).toContain('declare it with --assume-model b/closed.');
    expect((await audit('set', '--markdown')).stdout).toContain('- named outside the rows: set/README.md:4');
    const [{ results, properties }] = JSON.parse((await audit('set', '--sarif')).stdout).runs;
    expect(results).toContainEqual(expect.objectContaining({ ruleId: 'outside', level: 'note' }));
    expect(properties).toMatchObject({ differences: [], declarations: { assumedModel: null }, columns: [] });
    const { outside, totals } = await report('set');
    expect(outside.models).toMatchObject([{ file: 'set/README.md', line: 4, model: 'b/closed' }]);
    expect(outside.advice).toContain('--assume-model b/closed');
    expect(totals.verdicts.unnamed).toBe(1);
  });

  it('shows columns that a model may have written, with the flag that declares it', async () => {
    await write('columns.csv', '"[3.0 Haiku] Output",deepseek_solution\nx,y\n');
    const advice =
      '"[3.0 Haiku] Output", "deepseek_solution" may be the work of a model that no value names. If all rows have the same one, declare it with --assume-model.';
    const { stderr, stdout } = await audit('columns.csv', '--quiet', '--report', 'columns.html', '--sarif');
    expect(stderr).toContain(`warning: columns.csv: ${advice}\n`);
    expect(JSON.parse(stdout).runs[0].properties.columns).toEqual([{ file: 'columns.csv', advice }]);
    expect((await read('columns.html')).toString()).toContain(advice.replaceAll('"', '&quot;'));
    const { files } = await report('columns.csv');
    expect(files).toMatchObject([{ suspiciousColumns: ['[3.0 Haiku] Output', 'deepseek_solution'], advice }]);
    const declared = await report('columns.csv', '--assume-model', 'a/open');
    expect(declared.files).toMatchObject([{ advice: null }]);
    await write('further.csv', 'model,claude_solution\na/open,y\n');
    expect((await report('further.csv')).files[0].advice).toContain('give that to --model-field');
  });

  it('shows what was declared, wherever the result is', async () => {
    await write('silent.jsonl', '{"text":"x"}\n');
    await write('names.csv', 'name,slug\nour-model,a/open\n');
    await write('ours.jsonl', '{"model":"our-model"}\n');
    expect((await report('silent.jsonl')).totals.verdicts.unnamed).toBe(1);
    const assumed = await audit('silent.jsonl', '--assume-model', 'a/open', '--quiet');
    expect(assumed.code).toBe(0);
    expect(assumed.stderr).toContain(
      'declared: a/open is the model of 1 file without names (--assume-model)',
    );
    const late = `${'{"text":"x"}\n'.repeat(50_000)}{"model":"b/closed"}\n`;
    await write('late.jsonl', late);
    const stdin = '$distillable audit - --catalog catalog.json --assume-model a/open < late.jsonl';
    expect(await home.bash(stdin)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('assumeModel is for files that name no model'),
    });
    const markdown = await audit('silent.jsonl', '--assume-model', 'a/open', '--markdown');
    expect(markdown.stdout).toContain('- declared: a/open is the model of 1 file without names');
    const fields = await audit('rows.jsonl', '--model-field', 'meta.by', '--quiet');
    expect(fields.stderr).toContain('declared: names models, too: meta.by (--model-field)');
    expect((await report('ours.jsonl')).totals.verdicts.unknown).toBe(1);
    const named = await report('ours.jsonl', '--names', 'names.csv');
    expect(named.totals.verdicts.distillable).toBe(1);
    expect(named.declarations.names).toEqual({ 'our-model': 'a/open' });
  });

  it('prints the places where models are looked for', async () => {
    expect((await audit('--help-fields')).stdout).toMatch(/^PLACE +ROLE +KNOWN FROM\n/);
  });

  it('counts corrupt rows, names them by line and byte offset, and goes on', async () => {
    const lines = [
      '\ufeff{"model":"a/open"}',
      '{"model":"a/open"',
      '',
      '7',
      '{"mod\\u0065l":"b/closed","model":"a/open"}',
      '\0',
    ];
    await write('corrupt.jsonl', lines.join('\r\n'));
    const { corrupt, totals, code } = await report('corrupt.jsonl', '--fail-on', 'corrupt');
    expect(totals).toMatchObject({ rows: 1, corrupt: 4, verdicts: { distillable: 1 } });
    expect(corrupt).toMatchObject([
      { file: 'corrupt.jsonl', line: 2, offset: 23, message: expect.stringMatching(/^not JSON/) },
      { line: 4, offset: 44, message: 'not an object' },
      { line: 5, offset: 47, message: 'ambiguous: one object has the same key twice' },
      { line: 6, offset: 91, message: expect.stringMatching(/^not JSON/) },
    ]);
    expect(code).toBe(1);
  });

  it('reports a model that is not text, and a hostile one, without harm', async () => {
    await write(
      'odd.jsonl',
      '{"model":["a/open"]}\n{"model":7}\n{"model":"\\u001b[31mred\\u202e"}\n{"model":"__proto__"}\n',
    );
    const { models } = await report('odd.jsonl');
    expect(models.map(({ model, verdict, code }: Record<string, unknown>) => [model, verdict, code])).toEqual(
      [
        ['\u001b[31mred\u202e', 'unknown', 'UNKNOWN_MODEL'],
        ['7', 'unknown', 'NOT_A_SLUG'],
        ['__proto__', 'unknown', 'UNKNOWN_MODEL'],
        ['a/open', 'distillable', 'DISTILLABLE'],
      ],
    );
    const { stdout } = await audit('odd.jsonl');
    for (const character of ['\u001b', '\u202e']) expect(stdout).not.toContain(character);
  });

  it.each([
    [0, 'good.jsonl'],
    [2, 'empty.jsonl'],
    [2, 'empty.jsonl --fail-on none'],
    [1, 'rows.jsonl empty.jsonl'],
    [0, 'good.jsonl empty.jsonl'],
    [1, 'rows.jsonl'],
    [0, 'rows.jsonl --fail-on none'],
    [0, 'rows.jsonl --fail-on corrupt,ledger'],
    [1, 'rows.jsonl --fail-on unnamed'],
    [2, 'rows.jsonl --fail-on everything'],
    [2, 'missing.jsonl'],
    [2, 'no-*.jsonl'],
    [1, '.'],
    [2, 'rows.jsonl --model-field a..b'],
    [2, 'rows.jsonl --ignore-roles jugde'],
    [2, 'rows.jsonl --accept everything'],
    [2, 'rows.jsonl --annotate'],
    [2, 'rows.jsonl --json --sarif'],
    [2, 'rows.jsonl --json --format github'],
    [2, 'rows.jsonl --sarif-file rows.jsonl'],
    [2, 'rows.jsonl --archive . --catalog catalog.json'],
    [2, 'rows.jsonl --out rows.jsonl'],
    [2, 'rows.jsonl --out same.jsonl --rejects same.jsonl'],
    [2, 'rows.jsonl --out missing/dir.jsonl'],
    [2, 'rows.jsonl --format json'],
    [2, 'rows.jsonl --ledger missing.ledger'],
  ])('ends with %i for `%s`', async (code, line) => {
    expect(await audit(...line.split(' '))).toMatchObject({ code });
  });

  it('says which files have no rows, also under --quiet', async () => {
    const { stderr } = await audit('good.jsonl', 'empty.jsonl', '--quiet');
    expect(stderr).toContain('warning: empty.jsonl has no rows, so nothing of it was judged.');
    expect(stderr).not.toContain('good.jsonl has');
  });

  it('names a file that it must not read, or that is cut off', async () => {
    await write('cut.jsonl.gz', gzipSync(jsonl.repeat(100)).subarray(0, 100));
    expect(await audit('cut.jsonl.gz')).toMatchObject({ code: 2, stdout: '' });
    expect((await audit('cut.jsonl.gz')).stderr).toContain('Cannot read cut.jsonl.gz: its gzip data');
    if (process.getuid?.() === 0) return;
    await write('secret.jsonl', jsonl);
    await chmod(join(home.path, 'secret.jsonl'), 0);
    expect((await audit('secret.jsonl')).stderr).toContain('permission denied');
  });

  it('goes on when one of several inputs cannot be read to its end, says so everywhere, and writes no output', async () => {
    await write('cut.jsonl.gz', gzipSync(jsonl.repeat(100)).subarray(0, 100));
    await write('bad.parquet', `PAR1${' '.repeat(40)}PAR1`);
    const args = [
      'cut.jsonl.gz',
      'good.jsonl',
      'bad.parquet',
      '--out',
      'rest.jsonl',
      '--report',
      'rest.html',
    ];
    const { code, unread, totals, outputs, files } = await report(...args);
    expect(code).toBe(2);
    expect(unread).toMatchObject([
      { file: 'cut.jsonl.gz', code: 'INPUT_UNREADABLE' },
      { file: 'bad.parquet', code: 'PARQUET_INVALID' },
    ]);
    expect(files).toHaveLength(1);
    expect(totals.verdicts).toMatchObject({ distillable: 1, unknown: 0 });
    expect(outputs).toEqual({ out: null, rejects: null });
    expect(await readdir(home.path)).not.toContain('rest.jsonl');
    for (const form of ['--markdown', '--sarif', '--quiet'])
      expect(Object.values(await audit(...args, form)).join()).toContain('Cannot read bad.parquet');
    expect((await read('rest.html')).toString()).toContain('2 files can’t be read to the end');
  });

  it('ends quietly when `head` has seen enough', async () => {
    const script =
      'set -o pipefail; $distillable audit --catalog catalog.json --json rows.jsonl --quiet | head -1';
    expect(await home.bash(script)).toMatchObject({ stdout: '{\n' });
  });

  it('applies the lists of the policy', async () => {
    await write('distillable.config.json', '{"policy": {"deny": ["a/open"], "mode": "prune"}}');
    const { models } = await report('rows.jsonl');
    await write('distillable.config.json', '{}');
    expect(models.find(({ model }: { model: string }) => model === 'a/open')).toMatchObject({
      verdict: 'not-distillable',
      code: 'DENIED_BY_POLICY',
    });
    expect(models.find(({ model }: { model: string }) => model === 'openrouter/auto')).toMatchObject({
      verdict: 'unknown',
      code: 'ROUTER_UNBOUNDED',
    });
  });

  it('is annotations for GitHub, beside a file of SARIF', async () => {
    await write('bad.jsonl', '{"model":"a/open"}\n{"model":"b/closed"}\n{\n');
    const { stdout } = await audit('bad.jsonl', '--format', 'github', '--sarif-file', 'bad.sarif');
    expect(stdout).toMatch(
      /^::error file=bad\.jsonl,line=2,title=not-distillable::1 row: .*\n::error file=bad\.jsonl,line=3,title=corrupt::.*\n/,
    );
    expect(stdout).toMatch(/\ndistillable: 2 errors, 0 warnings, \d+ notices?\n$/);
    const { runs } = JSON.parse(await readFile(join(home.path, 'bad.sarif'), 'utf8'));
    expect(runs[0].results.length).toBeGreaterThan(1);
  });

  it('is SARIF for code hosts', async () => {
    await write('bad.jsonl', '{"model":"a/open"}\n{"model":"b/closed"}\n{\n');
    const { stdout } = await audit('bad.jsonl', '--sarif');
    const { version, $schema, runs } = JSON.parse(stdout);
    expect({ version, $schema }).toEqual({
      version: '2.1.0',
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    });
    const [{ tool, results }] = runs;
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([
      ...['not-distillable', 'unknown', 'unnamed', 'corrupt', 'unread', 'ledger', 'outside'],
      ...['duty', 'terms-conflict'],
    ]);
    // The table of terms has no text on a/open.
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'not-distillable',
      'corrupt',
      'terms-conflict',
    ]);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(ids[ruleIndex]).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe('bad.jsonl');
    }
    expect(results.map((each: Located) => each.locations[0]?.physicalLocation.region.startLine)).toEqual([
      2, 3, 1,
    ]);
  });

  it('writes a report for people', async () => {
    const { stderr } = await audit('rows.jsonl', '--report', 'report.html');
    expect(stderr).toContain('report: report.html');
    expect((await read('report.html')).toString()).toMatch(/^<!doctype html>/);
  });

  it('counts a large file by several threads as it counts a small one', async () => {
    const part = `${jsonl}{"model":"a/open","text":"${'x'.repeat(4_000)}"}\n`;
    const times = Math.ceil(17_000_000 / part.length);
    await write('large.jsonl', `${part.repeat(times)}[]\n`);
    const { stdout } = await home.spawn(['audit', '--catalog', 'catalog.json', '--json', 'large.jsonl']);
    const { totals, models, corrupt } = JSON.parse(stdout);
    expect(totals).toEqual({
      rows: times * 7,
      verdicts: { distillable: times * 3, 'not-distillable': times, unknown: times * 2, unnamed: times },
      corrupt: 1,
      older: times * 3,
    });
    const offset = Buffer.byteLength(part) * times;
    expect(corrupt).toEqual([
      { file: 'large.jsonl', line: times * 7 + 1, offset, message: 'a list, not an object' },
    ]);
    const firsts = models.map(({ first }: { first: { line: number } }) => first.line);
    expect(firsts).toEqual([2, 4, 5, 6, 1]);
  });
});

describe('--out and --rejects', () => {
  it('split JSONL byte for byte: each line is in one of them, with the reason if it is rejected', async () => {
    const odd = Buffer.concat([
      Buffer.from(`\ufeff${jsonl}\r\n  {"model" : "a\\/open" }\r\n{"model":"a/open"\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from('{"model":"a/open","big":1e400,"n":12345678901234567890}'),
    ]);
    await write('odd-lines.jsonl', odd);
    const { code } = await audit('odd-lines.jsonl', '--out', 'clean.jsonl', '--rejects', 'rejects.jsonl');
    expect(code).toBe(1);
    const [clean, rejects] = [await read('clean.jsonl'), await read('rejects.jsonl')];
    const lines = (bytes: Buffer): readonly string[] => bytes.toString('latin1').split(/(?<=\n)/);
    const rejected = lines(rejects).filter((line) => line !== '');
    // What was added says why; without it, the line is what it was.
    const restored = rejected.map((line) => {
      const { distillable_audit: note, content } = JSON.parse(line);
      expect(note.verdict).toMatch(/^(?:not-distillable|unknown|unnamed|corrupt)$/);
      if (content === undefined) return line.replace(/,"distillable_audit":\{.*\}\}\n$/, '}\n');
      return `${typeof content === 'string' ? content : Buffer.from(content.base64, 'base64').toString('latin1')}\n`;
    });
    expect([...lines(clean), ...restored].sort()).toEqual([...lines(odd)].sort());
    expect(lines(clean)).toHaveLength(5);
    expect((await report('clean.jsonl')).totals.verdicts).toEqual({
      distillable: 4,
      'not-distillable': 0,
      unknown: 0,
      unnamed: 0,
    });
  });

  it('do not glue the lines of two files together, nor leave a byte order mark between them', async () => {
    await write('one.jsonl', '\ufeff{"model":"a/open","n":1}');
    await write('two.jsonl', '\ufeff{"model":"a/open","n":2}');
    expect(await audit('one.jsonl', 'two.jsonl', '--out', 'both.jsonl.gz')).toMatchObject({ code: 0 });
    expect(gunzipSync(await read('both.jsonl.gz')).toString()).toBe(
      '\ufeff{"model":"a/open","n":1}\n{"model":"a/open","n":2}',
    );
  });

  it('write rows of other formats as lines of JSON', async () => {
    await write('split.csv', 'model,n\na/open,1\nb/closed,2\na/open\n');
    await audit('split.csv', '--out', 'csv-clean.jsonl', '--rejects', 'csv-rejects.jsonl');
    expect((await read('csv-clean.jsonl')).toString()).toBe('{"model":"a/open","n":"1"}\n');
    const rejected = (await read('csv-rejects.jsonl')).toString().trimEnd().split('\n');
    expect(rejected.map((line) => JSON.parse(line))).toEqual([
      { model: 'b/closed', n: '2', distillable_audit: expect.objectContaining({ code: 'NOT_DISTILLABLE' }) },
      { content: 'a/open\n', distillable_audit: expect.objectContaining({ verdict: 'corrupt', line: 4 }) },
    ]);
    await audit('split.csv', '--out', 'annotated.jsonl', '--annotate');
    expect(JSON.parse((await read('annotated.jsonl')).toString()).distillable_audit).toMatchObject({
      verdict: 'distillable',
      place: 'model',
      name: 'a/open',
      catalog: expect.stringMatching(/^sha256:/),
    });
  });

  it('are written completely or not at all', async () => {
    await write('kept.jsonl', 'former content');
    await write('cut-late.jsonl.gz', gzipSync(jsonl.repeat(5_000)).subarray(0, -20));
    expect(await audit('cut-late.jsonl.gz', '--out', 'kept.jsonl', '--rejects', 'none.jsonl')).toMatchObject({
      code: 2,
    });
    expect((await read('kept.jsonl')).toString()).toBe('former content');
    expect((await readdir(home.path)).filter((name) => /none|\.tmp$/.test(name))).toEqual([]);
  });

  it('cause no warning, however many rows they take', async () => {
    await write('many.jsonl', `{"model":"a/open","text":"${'x'.repeat(1_000)}"}\n`.repeat(12_000));
    const args = ['many.jsonl', '--quiet', '--out', 'many-clean.jsonl', '--rejects', 'many-rejects.jsonl.gz'];
    expect(await audit(...args)).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/Warning/) });
    expect((await read('many-clean.jsonl')).equals(await read('many.jsonl'))).toBe(true);
    expect(gunzipSync(await read('many-rejects.jsonl.gz'))).toHaveLength(0);
  });

  it('fail on a full disk, and leave nothing behind', async () => {
    const lines = '{"model":"a/open","text":"0123456789"}\n'.repeat(20_000);
    await write('full.jsonl', lines);
    const script =
      'trap "" XFSZ; ulimit -f 100; $distillable audit --catalog catalog.json full.jsonl --out full-clean.jsonl';
    expect(await home.bash(script)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('full-clean.jsonl'),
    });
    expect((await readdir(home.path)).filter((name) => name.startsWith('full-clean'))).toEqual([]);
  });
});

describe('--archive', () => {
  beforeAll(async () => {
    await mkdir(join(home.path, 'archive'), { recursive: true });
    await mkdir(join(home.path, 'broken'), { recursive: true });
    await exportCatalog('archive/january.json', ['a/open'], '2026-01-01T00:00:00.000Z');
    await exportCatalog('archive/march.json', ['a/other'], '2026-03-01T00:00:00.000Z');
    await write('broken/one.json', '{}');
  });

  it('judges each row by the list that was in force at its time', async () => {
    const times = [
      '2025-12-31T23:59:59.999Z',
      '2026-01-01',
      '2026-02-28T23:59:59Z',
      '2026-03-01T00:00:00Z',
      null,
    ];
    const content = times.map((created) => `${JSON.stringify({ model: 'a/open', created })}\n`).join('');
    await write('times.jsonl', content);
    const args = ['audit', '--json', 'times.jsonl', '--archive', 'archive'];
    const { stdout, stderr } = await home.run(args);
    const { models, catalogs } = JSON.parse(stdout);
    expect(
      models.map(({ verdict, code, rows: count }: Record<string, unknown>) => [verdict, code, count]),
    ).toEqual([
      ['not-distillable', 'NOT_DISTILLABLE', 1],
      ['unknown', 'NO_CATALOG_AT_TIME', 2],
      ['distillable', 'DISTILLABLE', 2],
    ]);
    expect(
      catalogs.map(({ retrievedAt, rows: count }: Record<string, unknown>) => [retrievedAt, count]),
    ).toEqual([
      ['2026-01-01T00:00:00.000Z', 2],
      ['2026-03-01T00:00:00.000Z', 1],
    ]);
    expect(stderr).toContain('archive: archive · 2 snapshots');
    expect(stderr).toContain('SAMPLE: rows of a test');
  });

  it.each(['missing', 'broken', '.cache'])('ends with 2 for a directory such as %s', async (directory) => {
    expect(await home.run(['audit', 'rows.jsonl', '--archive', directory])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});

describe('--ledger', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('reports rows without an entry, with another text, and with another model', async () => {
    const ledger = await createLedger(join(home.path, 'ledger.jsonl'));
    const answer = {
      sources: ['answer'],
      verdict: 'distillable',
      allowed: true,
      code: 'DISTILLABLE',
    } as const;
    const served = [{ model: 'a/open', ...answer }];
    for (const id of ['gen-1', 'gen-2', 'gen-3']) {
      await ledger.append(receiptOf(id, { textHashes: [hash(`text of ${id}`)], served }));
    }
    await ledger.append(receiptOf('gen-4', { textHashes: null, served: [] }));
    await ledger.append(receiptOf('gen-6', { textHashes: null, outcome: 'unverified' }));
    await ledger.close();
    const made = [
      { id: 'gen-1', model: 'a/open', response: 'text of gen-1' },
      { id: 'gen-2', model: 'a/open', response: 'text of gen-2, edited' },
      { id: 'gen-3', model: 'a/other', response: 'text of gen-3' },
      { id: 'gen-4', model: 'a/open', response: 'of which no hash was kept' },
      { id: 'gen-5', model: 'a/open', response: 'never asked for' },
      { id: 'gen-6', model: 'a/open', response: 'not to be used' },
    ];
    await write('made.jsonl', made.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const args = ['made.jsonl', '--ledger', 'ledger.jsonl', '--out', 'proven.jsonl'];
    const { code, ledger: found, totals, terms } = await report(...args);
    expect(code).toBe(1);
    // The ledger knows the host that served, and of which model.
    expect(terms.conflicts).toContainEqual(
      expect.objectContaining({
        code: 'HOST_TERMS_NO',
        rows: 1,
        models: [{ model: 'a/open', rows: 1 }],
        sources: [expect.objectContaining({ entry: 'host-amazon-bedrock' })],
        first: { file: 'made.jsonl', line: 1, offset: 0 },
      }),
    );
    expect(totals.verdicts.distillable).toBe(6);
    expect(found).toMatchObject({
      ledgers: [{ file: 'ledger.jsonl', head: { seq: 5 } }],
      matched: 2,
      missing: 1,
      textDiffers: 1,
      modelDiffers: 1,
      notVerified: 1,
    });
    expect(found.findings).toMatchObject([
      { line: 2, kind: 'text-differs', id: 'gen-2' },
      { line: 3, kind: 'model-differs', id: 'gen-3' },
      { line: 5, kind: 'missing', id: 'gen-5' },
      { line: 6, kind: 'not-verified', id: 'gen-6' },
    ]);
    const proven = (await read('proven.jsonl')).toString().trim().split('\n');
    expect(proven.map((line) => JSON.parse(line).id)).toEqual(['gen-1', 'gen-4']);
    expect((await audit(...args)).stdout).toContain(
      'ledger: made.jsonl:2: text differs from what was generated (gen-2)',
    );
    expect(await audit(...args, '--fail-on', 'unknown')).toMatchObject({ code: 0 });
  });

  it('has its head in every form of the result, beside the digests of all that was read and written', async () => {
    await write('distillable.config.json', JSON.stringify({ policy: { deny: ['b/*'] } }));
    const entries = (await read('ledger.jsonl')).toString().trimEnd().split('\n');
    const args = ['made.jsonl', '--ledger', 'ledger.jsonl', '--out', 'kept.jsonl', '--annotate'];
    const forms = [
      (await audit(...args, '--json')).stdout,
      (await audit(...args, '--sarif')).stdout,
      (await audit(...args, '--markdown')).stdout,
      (await audit(...args, '--verbose', '--report', 'basis.html')).stderr,
      (await read('basis.html')).toString(),
    ];
    await rm(join(home.path, 'distillable.config.json'));
    const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    for (const form of forms) {
      expect(form).toContain(sha256(entries.at(-1) ?? ''));
      expect(form).toContain(sha256(await read('kept.jsonl')));
      expect(form).toContain(namesTable.digest);
      expect(form).toMatch(/b\/\\?\*/);
    }
    for (const form of forms.toSpliced(3, 1)) expect(form).toContain(sha256(await read('made.jsonl')));
  });

  it('may be given for each process that sent, since each keeps its own', async () => {
    for (const id of ['gen-a', 'gen-b']) {
      const ledger = await createLedger(join(home.path, `${id}.jsonl`));
      await ledger.append(receiptOf(id, { textHashes: null, served: [] }));
      await ledger.close();
    }
    await write('both.jsonl', '{"id":"gen-a","model":"a/open"}\n{"id":"gen-b","model":"a/open"}\n');
    expect((await report('both.jsonl', '--ledger', 'gen-a.jsonl')).ledger).toMatchObject({ missing: 1 });
    const { ledger } = await report('both.jsonl', '--ledger', 'gen-a.jsonl', '--ledger', 'gen-b.jsonl');
    expect(ledger).toMatchObject({
      matched: 2,
      missing: 0,
      ledgers: [{ file: 'gen-a.jsonl' }, { file: 'gen-b.jsonl' }],
    });
  });

  it('rejects a ledger that was edited', async () => {
    const text = (await read('ledger.jsonl')).toString();
    await write('edited.jsonl', text.replace('a/open', 'a/opem'));
    expect(await audit('made.jsonl', '--ledger', 'edited.jsonl')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('proves nothing'),
    });
  });
});
