import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHome, type Home, type Outcome } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

/** A file in each language that names one model which may not be used, and the place of its name. */
const sources: Readonly<Record<string, readonly [text: string, line: number, column: number]>> = {
  'src/a.ts': ["import x from 'closed/module';\n\nx({ model: 'closed/big' });\n", 3, 13],
  'src/a.js': ['x({ model: `closed/big` });', 1, 13],
  'src/a.py': ['client.create(\n    model="closed/big",\n)\n', 2, 12],
  'src/a.go': ['Model: "closed/big",', 1, 9],
  'src/a.rs': ['const MODEL: &str = "closed/big";', 1, 22],
  'src/A.java': ['String model = "closed/big";', 1, 17],
  'src/a.rb': ["model: 'closed/big'", 1, 9],
  'conf/a.json': ['{"model": "closed\\/big"}', 1, 12],
  'conf/a.yaml': ['models:\n  - closed/big\n', 2, 5],
  'conf/a.toml': ['model = "closed/big"', 1, 10],
  'conf/.env': ['OPENROUTER_MODEL=closed/big', 1, 18],
  'conf/a.ipynb': ['{"source": ["x(model=\\"closed/big\\")\\n"]}', 1, 24],
  'conf/a.sh': ['run --model closed/big', 1, 13],
};

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox({
    catalog: {
      models: [{ id: 'open/small' }, { id: 'open/large' }, { id: 'closed/big' }],
      distillable: new Set(['open/small', 'open/large']),
      sample: 'rows of a test',
    },
  });
  env = { OPENROUTER_BASE_URL: sandbox.url };
  await home.run(['list'], env);
  for (const [path, [text]] of Object.entries(sources)) await write(`languages/${path}`, text);
  await write('clean/a.ts', "x({ model: 'open/small' }); // not closed/big\n");
  await write('ignored/a.ts', "// distillable-ignore: a judge\nx({ model: 'closed/big' });\n");
  await write(
    'golden/a.ts',
    [
      "const models = ['open/small', 'closed/big', 'nobody/knows'];",
      "x({ model: 'openrouter/auto', provider: { enforce_distillable_text: false } });",
      "y('closed/bigg');",
      "y('closed/big'); // distillable-ignore: a judge",
      '',
    ].join('\n'),
  );
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(home.path, path)), { recursive: true });
  await writeFile(join(home.path, path), content);
}

function audit(...words: readonly string[]): Promise<Outcome> {
  return home.run(['audit', '--code', ...words], env);
}

describe('distillable audit --code', () => {
  it('prints a line for each finding, as compilers do, and the sum on stderr', async () => {
    const { code, stdout, stderr } = await audit('golden');
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'golden/a.ts:1:32: error not-distillable closed/big: closed/big is not marked as distillable: its text may not be used to train other models. Use another model. Instead: open/large, open/small',
        'golden/a.ts:1:46: error unknown nobody/knows: "nobody/knows" is not in the catalog, so nothing proves that it is distillable. Check the spelling.',
        'golden/a.ts:2:13: error dynamic openrouter/auto: openrouter/auto lets the server pick the model. Bound it with plugins: [{ id: "auto-router", allowed_models: […] }], use mode "prune", or name a model.',
        'golden/a.ts:2:43: error not-enforced: With this flag off, OpenRouter may route to any model. Set it to true, or leave sending to the guard, which does.',
        'golden/a.ts:3:4: warning unlisted closed/bigg: "closed/bigg" reads like a model, but is not in the catalog. Check the spelling.',
        '',
      ].join('\n'),
    );
    expect(stderr.split('\n')[0]).toBe(
      '1 file · 1 not-distillable · 1 dynamic · 1 unknown · 1 not-enforced · 1 unlisted · 1 allowed · 1 ignored by comments',
    );
    expect(stderr).toContain('SAMPLE: rows of a test');
  });

  it('shows what it ignores and allows with --verbose', async () => {
    const { stdout } = await audit('golden', '--verbose');
    expect(stdout).toContain('golden/a.ts:1:18: allowed open/small: In the list of distillable models.\n');
    expect(stdout).toContain('golden/a.ts:4:4: ignored not-distillable closed/big: a judge\n');
  });

  it.each(Object.entries(sources))('finds the model in %s', async (path, [, line, column]) => {
    const { stdout } = await audit('languages');
    expect(stdout).toContain(`languages/${path}:${line}:${column}: error not-distillable closed/big: `);
  });

  it('finds no more than one in each', async () => {
    const { stdout } = await audit('languages');
    expect(stdout.trimEnd().split('\n')).toHaveLength(Object.keys(sources).length);
  });

  it.each([
    [0, 'clean'],
    [1, 'golden'],
    [1, 'clean golden'],
    [0, 'ignored'],
    [0, 'golden --fail-on none'],
    [0, 'golden --fail-on denied'],
    [1, 'golden --fail-on denied,unlisted'],
    [1, 'golden --sarif'],
    [1, 'golden --json'],
    [2, 'golden --fail-on corrupt'],
    [2, 'golden --json --sarif'],
    [1, 'golden --format github'],
    [2, 'golden --format github --sarif'],
    [2, 'golden --format jsonl'],
    [2, 'golden --out x.jsonl'],
    [2, 'golden --ledger x.jsonl'],
    [2, 'missing'],
    [2, 'clean/a.ts'],
    [3, 'golden --offline --base-url http://nothing-cached.test/v1'],
  ])('ends with %i for `%s`', async (code, line) => {
    const outcome = await audit(...line.split(' '));
    expect(outcome.code, outcome.stderr).toBe(code);
  });

  it('takes the policy of distillable.config.json', async () => {
    await write('policy/a.ts', "x({ model: 'open/small' })");
    await write('distillable.config.json', '{"policy": {"deny": ["open/small"]}}');
    const { code, stdout } = await audit('policy');
    await write('distillable.config.json', '{}');
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('error denied open/small'),
    });
  });

  it('finds nothing in what git ignores', async () => {
    await write('repository/.gitignore', 'secret.ts\n');
    await write('repository/secret.ts', "x({ model: 'closed/big' })");
    await write('repository/a.ts', "x({ model: 'open/small' })");
    expect((await audit('repository')).code).toBe(1);
    execFileSync('git', ['init', '-q', join(home.path, 'repository')]);
    expect((await audit('repository')).code).toBe(0);
  });

  it('judges a file once, however many of the directories it is in', async () => {
    const { stdout } = await audit('languages', 'languages/conf', '.', '--json');
    const { occurrences } = z
      .object({ occurrences: z.array(z.object({ file: z.string() })) })
      .parse(JSON.parse(stdout));
    expect(occurrences.filter(({ file }) => file === 'languages/conf/a.yaml')).toHaveLength(1);
  });

  it('stops quietly when `head` has seen enough', async () => {
    const script = 'set -o pipefail; $distillable audit --code --quiet languages golden | head -1';
    const { code, stdout, stderr } = await home.bash(script, env);
    expect(stdout).toContain('error not-distillable');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'SAMPLE: rows of a test\n' });
  });
});

describe('files made to be difficult', () => {
  it('are read in UTF-16, and left out where they are binary, too large or links', async () => {
    const text = "x({ model: 'closed/big' })";
    await write('hard/utf16.ts', Buffer.from(`\ufeff${text}`, 'utf16le'));
    await write('hard/crlf.ts', `// a\r\n${text}\r\n`);
    await write('hard/binary.ts', Buffer.from([0, 1, 2, 3]));
    await write('hard/large.ts', `${text}${' '.repeat(1_048_576)}`);
    await write('hard/minified.js', `a=1;${'f(x);'.repeat(100_000)}g({model:"closed/big"})`);
    await symlink('.', join(home.path, 'hard/loop'));
    await symlink('crlf.ts', join(home.path, 'hard/link.ts'));
    const { code, stdout, stderr } = await audit('hard');
    expect(code).toBe(1);
    expect(stdout.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'hard/crlf.ts:2:13',
      'hard/minified.js:1:500015',
      'hard/utf16.ts:1:13',
      '',
    ]);
    expect(stderr).toContain('not read, over 1 MiB: hard/large.ts\nnot read, binary: hard/binary.ts\n');
  });

  it.each(['', 'image.png'])('end with 2 if there is none that could be judged, only %j', async (name) => {
    await mkdir(join(home.path, 'nothing'), { recursive: true });
    if (name !== '') await writeFile(join(home.path, 'nothing', name), Buffer.from([0, 1, 2, 0]));
    const { code, stderr } = await audit('nothing', '--quiet');
    expect(code).toBe(2);
    expect(stderr).toContain('warning: there was no file to read, so nothing was judged.');
  });

  it('end with 2 if one cannot be read, and nothing waits for a pipe', async () => {
    await write('pipe/a.ts', '');
    await home.bash('cd pipe && git init -q && git add a.ts && rm a.ts && mkfifo a.ts');
    const { code, stderr } = await audit('pipe');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('unreadable: pipe/a.ts\n'),
    });
  });

  it('show control characters of theirs as escapes', async () => {
    await write('control/a\u001b[31m.ts', "x({ model: 'closed/big' })");
    const { stdout } = await audit('control');
    expect(stdout).toContain('control/a\\u001b[31m.ts:1:13: ');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('SARIF', () => {
  const place = z.object({
    physicalLocation: z.object({
      artifactLocation: z.object({
        uri: z.string().regex(/^(?!\/|\.\.?\/|[a-z]+:)/),
        uriBaseId: z.literal('%SRCROOT%'),
      }),
      region: z.object({
        startLine: z.int().min(1),
        startColumn: z.int().min(1),
        endLine: z.int().min(1),
        endColumn: z.int().min(2),
      }),
    }),
  });
  const log = z.object({
    $schema: z.url(),
    version: z.literal('2.1.0'),
    runs: z.tuple([
      z.object({
        tool: z.object({
          driver: z.object({
            name: z.literal('distillable'),
            version: z.string(),
            rules: z.array(z.object({ id: z.string(), shortDescription: z.object({ text: z.string() }) })),
          }),
        }),
        columnKind: z.literal('utf16CodeUnits'),
        results: z.array(
          z.object({
            ruleId: z.string(),
            ruleIndex: z.int(),
            level: z.enum(['error', 'warning', 'note']),
            message: z.object({ text: z.string().min(1) }),
            locations: z.tuple([place]),
            partialFingerprints: z.object({ primaryLocationLineHash: z.string() }),
          }),
        ),
        properties: z.object({ totals: z.object({ suppressed: z.int() }) }),
      }),
    ]),
  });

  it('has what code hosts need, of every finding that no comment suppresses', async () => {
    const { stdout } = await audit('golden', '--sarif');
    const [{ tool, results, properties }] = log.parse(JSON.parse(stdout)).runs;
    const { rules } = tool.driver;
    expect(results.map(({ ruleId }) => ruleId)).toEqual([
      'not-distillable',
      'unknown',
      'dynamic',
      'not-enforced',
      'unlisted',
    ]);
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    const fingerprints = results.map((result) => result.partialFingerprints.primaryLocationLineHash);
    expect(new Set(fingerprints).size).toBe(results.length);
    expect(properties.totals.suppressed).toBe(1);
  });

  it('is written to the file of --sarif-file, while annotations of the same findings are printed', async () => {
    const { stdout: sarif } = await audit('golden', '--sarif');
    const { stdout } = await audit('golden', '--sarif-file', 'golden.sarif', '--format', 'github');
    expect(await readFile(join(home.path, 'golden.sarif'), 'utf8')).toBe(sarif);
    const lines = stdout.trimEnd().split('\n');
    const place = 'file=golden/a.ts,line=1,col=32,endColumn=42,title=not-distillable';
    expect(lines[0]).toMatch(
      new RegExp(`^::error ${place}::closed/big is not .* Instead: open/large, open/small$`),
    );
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual([
      ...['::error', '::error', '::error', '::error', '::warning', 'distillable:'],
    ]);
    expect(lines.at(-1)).toBe('distillable: 4 errors, 1 warning, 0 notices');
  });
});
