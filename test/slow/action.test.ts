import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type ActionRun, action, fillIn, root, runAction } from '../support/action.js';

let temp: string;
let sandbox: Sandbox;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'distillable-action-'));
  sandbox = await startSandbox({
    catalog: {
      models: [{ id: 'a/open' }, { id: 'b/closed' }],
      distillable: new Set(['a/open']),
      sample: 'rows of a test',
    },
  });
});

afterAll(async () => {
  await sandbox.close();
  await rm(temp, { recursive: true, force: true });
});

const open = '{"model": "a/open"}\n';
const closed = '{"model": "b/closed"}\n';

const runHere = async (
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
): Promise<ActionRun> => {
  const home = await mkdtemp(join(temp, 'run-'));
  return runAction({ home, env: { OPENROUTER_BASE_URL: sandbox.url }, files, inputs });
};

const built = { version: `file:${join(root, 'packages/cli')}` };

describe('the action', () => {
  it('lets no input into a script', () => {
    for (const { run = '', shell } of action.runs.steps) {
      expect(run).not.toContain('${{');
      expect(shell === 'bash').toBe(run !== '');
    }
  });

  it('pins the actions that it uses to commits', () => {
    const used = action.runs.steps.flatMap(({ uses }) => uses ?? []);
    expect(used).toHaveLength(1);
    for (const each of used) expect(each).toMatch(/^actions\/cache@[0-9a-f]{40}$/);
  });

  it('passes each input on, and uses only inputs that it has', async () => {
    const yaml = await readFile(join(root, 'action.yml'), 'utf8');
    const used = [...yaml.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
  });

  it('keeps the list where the command finds it, under a key that it makes', async () => {
    const { outputs, workspace } = await runHere({ 'a.json': open }, { ...built, requests: 'a.json' });
    expect(outputs['verdict']).toBe('pass');
    const [cache] = action.runs.steps.flatMap((step) => (step.with === undefined ? [] : [step.with]));
    const path = fillIn(cache?.['path'] ?? '', { 'runner.temp': join(workspace, '../temp dir') });
    expect((await readdir(path)).length).toBeGreaterThan(0);
    expect(cache?.['key']).toBe(`${cache?.['restore-keys']}\${{ steps.install.outputs.hour }}`);
  });

  it('judges code, data and requests, annotates them, and ends with the worst result', async () => {
    const ran = await runHere(
      {
        'src/a.ts': "x({ model: 'b/closed' });\ny('b/closer');\n",
        'data/rows.jsonl': open + closed,
        'bodies/one.json': open,
        'bodies/two.json': closed,
      },
      { ...built, code: 'src', data: 'data/*.jsonl', requests: 'bodies/*.json\n' },
    );
    expect(ran.code, ran.log).toBe(1);
    expect(ran.log).toMatch(/^::error file=src\/a\.ts,line=1,col=13,endColumn=21,title=not-distillable::/m);
    expect(ran.log).toMatch(/^::error file=data\/rows\.jsonl,line=2,title=not-distillable::/m);
    expect(ran.log).toMatch(/^::error file=bodies\/two\.json,line=1,title=NOT_DISTILLABLE::/m);
    expect(ran.outputs).toMatchObject({ verdict: 'fail', errors: '3', warnings: '1' });
    for (const name of ['code-sarif', 'data-sarif']) {
      expect(JSON.parse(await readFile(ran.outputs[name] ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
    }
    expect(ran.summary).toBe(
      [
        '| distillable | verdict | errors | warnings |',
        '| --- | --- | ---: | ---: |',
        '| code | fail | 1 | 1 |',
        '| data | fail | 1 | 0 |',
        '| requests | pass | 0 | 0 |',
        '| requests | fail | 1 | 0 |',
        '',
      ].join('\n'),
    );
  });

  it.each<[what: string, inputs: Record<string, string>, code: number, verdict: string]>([
    ['nothing', {}, 2, 'error'],
    ['only blank lines', { code: '\n\n' }, 2, 'error'],
    ['a directory that is missing', { code: 'missing' }, 2, 'error'],
    ['a request that is missing', { requests: 'missing.json' }, 2, 'error'],
    ['a catalog that is missing', { requests: 'open.json', catalog: 'missing.json' }, 2, 'error'],
    ['kinds that do not fail', { data: 'rows.jsonl', 'data-fail-on': 'corrupt' }, 0, 'pass'],
    ['kinds that it does not have', { data: 'rows.jsonl', 'data-fail-on': 'denied' }, 2, 'error'],
    ['an unreadable request after a rejected one', { requests: 'closed.json\nbad.json' }, 2, 'error'],
  ])('given %s ends as it should', async (_, inputs, code, verdict) => {
    const files = { 'open.json': open, 'closed.json': closed, 'bad.json': '{', 'rows.jsonl': closed };
    const ran = await runHere(files, { ...built, ...inputs });
    expect(ran.code, ran.log).toBe(code);
    expect(ran.outputs['verdict']).toBe(verdict);
    if (verdict === 'error') expect(ran.log).toMatch(/^::error title=distillable::/m);
  });

  const hostile = [
    '$(touch pwned).json',
    '`touch pwned`.json',
    '"; touch pwned; ".json',
    "'; touch pwned; '.json",
    '-x --exit-zero.json',
    '--policy.json',
    '-',
    'a[b]c.json',
    'a b  c.json',
    '::error file=x::forged.json',
    '| pipe | <b>.json',
    `$${'{{ github.token }}'}.json`,
    '%0A::warning::forged.json',
  ];

  it('takes names of files as names, whatever they are', async () => {
    const files = Object.fromEntries(hostile.map((name) => [name, closed]));
    const ran = await runHere(files, { ...built, requests: hostile.join('\n') });
    expect(ran.code, ran.log).toBe(1);
    expect(ran.outputs).toMatchObject({ verdict: 'fail', errors: String(hostile.length) });
    expect(ran.log.match(/^::error file=.*,line=1,title=NOT_DISTILLABLE::/gm)).toHaveLength(hostile.length);
    expect(ran.log).not.toMatch(/^\s*::(?!error file=[^:]*,line=1,title=NOT_DISTILLABLE::)/m);
    await expect(readFile(join(ran.workspace, 'pwned'))).rejects.toThrow('ENOENT');
    expect(ran.summary.split('\n')).toHaveLength(hostile.length + 3);
  });

  it('finds them by a wildcard too, with a line break in the name', async () => {
    const files = { 'in/a\n::error::forged.json': closed, 'in/b.json': open };
    const ran = await runHere(files, { ...built, requests: 'in/*.json', data: 'in', code: 'in' });
    expect(ran.outputs).toMatchObject({ verdict: 'fail' });
    expect(ran.log).toContain(
      '::error file=in/a%0A%3A%3Aerror%3A%3Aforged.json,line=1,title=NOT_DISTILLABLE::',
    );
    expect(ran.log).not.toMatch(/^::error::forged/m);
  });

  it.each(Object.keys(action.inputs))('runs nothing that its input %s says', async (name) => {
    const value = '$(touch pwned)`touch pwned`"; touch pwned; "\n--version\nverdict=pass';
    const ran = await runHere({ 'a.json': closed }, { ...built, requests: 'a.json', [name]: value });
    expect(ran.code).not.toBe(0);
    expect(['error', 'fail', '']).toContain(ran.outputs['verdict']);
    await expect(readFile(join(ran.workspace, 'pwned'))).rejects.toThrow('ENOENT');
  });
});

describe('docs/github-actions.md', async () => {
  const docs = await readFile(join(root, 'docs/github-actions.md'), 'utf8');
  const step = z.object({ uses: z.string(), with: z.record(z.string(), z.string()).optional() });
  const workflow = z.object({ jobs: z.object({ models: z.object({ steps: z.array(step) }) }) });
  const examples = [...docs.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, yaml = '']) => {
    const { data } = workflow.safeParse(parse(yaml));
    return data?.jobs.models.steps.filter(({ uses }) => uses.startsWith('distillable/')) ?? [];
  });

  it('has two workflows with the action, which give it inputs that it has', () => {
    expect(examples).toHaveLength(2);
    for (const { with: given = {} } of examples) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
  });

  it('has a row for each input and each output, and uses no others', () => {
    const rows = [...docs.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(
      ([, names = '']) => names.match(/[\w-]+/g) ?? [],
    );
    expect(rows).toEqual(
      expect.arrayContaining([...Object.keys(action.inputs), ...Object.keys(action.outputs)]),
    );
    const used = [...docs.matchAll(/outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(used));
  });
});
