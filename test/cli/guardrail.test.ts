import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

const no = { permission: 'not-distillable' } as const;
const rows = [
  catalogModel('a/one', { canonicalSlug: 'a/one-20260101' }),
  catalogModel('a/one:free', { canonicalSlug: 'a/one-20260101' }),
  catalogModel('a/two', { canonicalSlug: 'a/two-20260101' }),
  catalogModel('a/two:free', { canonicalSlug: 'a/two-20260101', ...no }),
  catalogModel('b/three'),
  catalogModel('c/twin', { canonicalSlug: 'c/same' }),
  catalogModel('c/closed-twin', { canonicalSlug: 'c/same', ...no }),
  catalogModel('d/closed', no),
  catalogAlias('~a/latest', 'a/one', 'distillable'),
  catalogModel('openrouter/auto', { kind: 'router' }),
];
const all = ['a/one-20260101', 'a/one-20260101:free', 'a/two-20260101', 'b/three'];

beforeAll(async () => {
  home = await createHome();
  const list = (models: typeof rows) =>
    JSON.stringify(
      catalogSnapshot(models, { retrievedAt: new Date(), source: { sample: 'rows of a test' } }),
    );
  await write('list.json', list(rows));
  await write('closed.json', list([catalogModel('d/closed', no)]));
  await write('later.json', list([...rows.slice(2), catalogModel('e/new')]));
});

afterAll(() => home.remove());

const write = (name: string, content: string) => writeFile(join(home.path, name), content);
const read = (name: string) => readFile(join(home.path, name), 'utf8');
const run = (line: string, catalog = 'list.json') =>
  home.run(['guardrail', ...line.split(' ').filter((word) => word !== ''), '--catalog', catalog]);

describe('distillable guardrail', () => {
  it.each<[what: string, policy: object, lists: object]>([
    ['without a policy', {}, { allowed_models: all, ignored_models: ['a/two-20260101:free'] }],
    ['that denies an author', { deny: ['a'] }, { allowed_models: ['b/three'] }],
    [
      'that allows a model and its variants',
      { allow: ['a/one'] },
      { allowed_models: ['a/one-20260101'], ignored_models: ['a/one-20260101:free'] },
    ],
    ['that allows a variant alone', { allow: ['a/one:free'] }, { allowed_models: ['a/one-20260101:free'] }],
    ['that lists a private model', { allow: ['b', 'ours/private'] }, { allowed_models: ['b/three'] }],
    [
      'that names hosts',
      { allow: ['b'], hosts: { only: ['mistral', 'deepinfra'], ignore: ['mistral'] } },
      { allowed_models: ['b/three'], allowed_providers: ['deepinfra'], ignored_providers: ['mistral'] },
    ],
    [
      'that names endpoints of hosts',
      { allow: ['b'], hosts: { only: ['deepinfra/turbo'], ignore: ['novita/fp8'] } },
      { allowed_models: ['b/three'], allowed_providers: ['deepinfra'] },
    ],
  ])('writes what a policy %s allows', async (_, policy, lists) => {
    await write('policy.json', JSON.stringify(policy));
    const json = await run('--policy policy.json');
    expect(json.code).toBe(0);
    const { guardrail, workspace, catalog } = JSON.parse(json.stdout);
    const { name, description, ...written } = guardrail;
    expect(written).toEqual(lists);
    expect({ name, description }).toEqual({ name: 'distillable', description: expect.any(String) });
    expect(catalog.source.sample).toBe('rows of a test');
    expect(workspace.disabled_server_tools).toContain('openrouter:advisor');
    const terraform = await run('--policy policy.json --format terraform');
    expect(readHcl(terraform.stdout).attributes).toEqual({ name, description, ...lists });
  });

  it('leaves out what the terms do not allow, with the hosts whose terms forbid it, if the policy narrows by them', async () => {
    const entry = {
      author: 'a',
      layer: 'weights-licence',
      holder: 'A',
      document: 'Licence',
      evidence: 'primary',
    };
    const entries = [
      { ...entry, id: 'own-one', models: ['a/one'], statement: 'allowed', summary: 'It may be used.' },
      { ...entry, id: 'own-two', models: ['a/two'], statement: 'disallowed', summary: 'It may not.' },
    ];
    await write('terms.json', JSON.stringify({ date: '2026-11-01', entries }));
    await write(
      'policy.json',
      '{"terms": {"mode": "narrow"}, "hosts": {"only": ["deepinfra", "amazon-bedrock"]}}',
    );
    const { stdout, stderr } = await run('--policy policy.json --terms terms.json');
    const { guardrail } = JSON.parse(stdout);
    expect(guardrail.allowed_models, stderr).toEqual(all.slice(0, 2));
    expect(guardrail.allowed_providers).toEqual(['deepinfra']);
    expect(guardrail.ignored_providers).toContain('amazon-bedrock');
    expect((await run('--policy policy.json')).stderr).toMatch(
      /^error: The catalog and the policy allow no model/,
    );
  });

  it('lets no model use a host that one of them must not use', async () => {
    const entry = {
      author: 'a',
      holder: 'A',
      document: 'Terms',
      evidence: 'primary',
      summary: 'As we read it.',
    };
    const licence = { ...entry, layer: 'weights-licence', models: ['a/*'], statement: 'allowed' };
    const host = { ...entry, layer: 'host-terms', models: ['a/one'], statement: 'disallowed' };
    const entries = [
      { ...licence, id: 'own-all' },
      { ...host, id: 'own-host', host: 'DeepInfra' },
    ];
    await write('terms.json', JSON.stringify({ date: '2026-11-01', entries }));
    const policy = (only: string) => `{"terms": {"mode": "narrow"}, "hosts": {"only": ${only}}}`;
    await write('policy.json', policy('["deepinfra", "novita"]'));
    const { stdout } = await run('--policy policy.json --terms terms.json');
    const { guardrail } = JSON.parse(stdout);
    expect(guardrail.allowed_models).toEqual(all.slice(0, 3));
    expect(guardrail.allowed_providers).toEqual(['novita']);
    expect(guardrail.ignored_providers).toContain('deepinfra');
  });

  it('says what of the policy and the catalog a guardrail cannot express', async () => {
    await write(
      'policy.json',
      '{"hosts": {"only": ["deepinfra/turbo"]}, "allow": ["a", "c", "ours/private"]}',
    );
    const { stderr } = await run('--policy policy.json --quiet');
    expect(stderr).toContain(
      'warning: left out, because a model that is not allowed has the same canonical slug: c/twin\n',
    );
    expect(stderr).toContain('only the guard bounds: deepinfra/turbo\n');
    expect(stderr).toContain('"ours/private"');
  });

  it.each(['', '--format terraform'])(
    'says that it enforces nothing until it is assigned: `%s`',
    async (flags) => {
      const { stdout, stderr } = await run(`${flags} --quiet`);
      for (const text of [stdout, stderr]) expect(text).toContain('enforces nothing until it is assigned');
      expect((await home.run(['guardrail', '--help'])).stdout).toContain(
        'enforces nothing until it is assigned',
      );
    },
  );

  it.each<[what: string, policy: object, catalog: string]>([
    ['no model is distillable', {}, 'closed.json'],
    ['the policy allows none', { allow: [] }, 'list.json'],
    ['the policy allows no host', { hosts: { only: ['mistral'], ignore: ['mistral'] } }, 'list.json'],
    ['the policy allows only hosts that it ignores', { hosts: { only: [] } }, 'list.json'],
  ])('writes nothing, and never an empty list, if %s', async (_, policy, catalog) => {
    await write('policy.json', JSON.stringify(policy));
    await write('out.json', 'before');
    for (const flags of ['', '--out out.json', '--format terraform']) {
      const { code, stdout, stderr } = await run(`--policy policy.json ${flags}`, catalog);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: The catalog and the policy allow no \w+\./);
    }
    expect(await read('out.json')).toBe('before');
    const { stderr } = await run('--policy policy.json --json', catalog);
    expect(JSON.parse(stderr.split('\n').find((line) => line.startsWith('{')) ?? '')).toMatchObject({
      error: { code: 'GUARDRAIL_EMPTY' },
    });
  });

  it.each(['--json --format terraform', '--diff a --out b', '--diff a --format json', '--name a/b'])(
    'rejects `%s`',
    async (flags) => {
      expect(await run(flags)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});

/** Documented attributes of `openrouter_guardrail` that are written, and their types (provider's docs, 2026-11-27). */
const documented: Readonly<Record<string, 'String' | 'List of String'>> = {
  name: 'String',
  description: 'String',
  allowed_models: 'List of String',
  ignored_models: 'List of String',
  allowed_providers: 'List of String',
  ignored_providers: 'List of String',
};

/** The one resource of a text in which each line is a comment, an attribute, or an item of a list. */
function readHcl(text: string): {
  readonly labels: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
} {
  const code = text.replaceAll(/^#.*\n/gm, '');
  const [, type, label, body = ''] = /^resource "(\w+)" "([\w-]+)" \{\n([\s\S]*)^\}\n$/m.exec(code) ?? [];
  const json = body
    .replaceAll(/^ {2}(\w+) *= /gm, ',"$1": ')
    .replace(',', '')
    .replaceAll(/,\n {2}\]/g, ']');
  return { labels: [type, label], attributes: JSON.parse(`{${json}}`) };
}

describe('the Terraform output', () => {
  it('has documented attributes of their types alone', async () => {
    await write('policy.json', '{"hosts": {"only": ["deepinfra"], "ignore": ["mistral"]}}');
    const { stdout } = await run('--policy policy.json --format terraform --name team_1');
    const { labels, attributes } = readHcl(stdout);
    expect(labels).toEqual(['openrouter_guardrail', 'team_1']);
    const types = Object.entries(attributes).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
        ? 'List of String'
        : typeof value === 'string' && 'String',
    ]);
    expect(Object.fromEntries(types)).toEqual(documented);
  });

  const terraform = spawnSync('terraform', ['version']).status === 0;
  if (!terraform)
    console.log('skipped: terraform is not installed, so its own formatter did not read the output');
  it.skipIf(!terraform)('is as `terraform fmt` writes it', async () => {
    const { stdout } = await run('--format terraform');
    const formatted = spawnSync('terraform', ['fmt', '-'], { input: stdout, encoding: 'utf8' });
    expect(formatted.stdout).toBe(stdout);
  });
});

describe('distillable guardrail --diff', () => {
  it.each(['json', 'terraform'])('finds no drift in what was written as %s', async (format) => {
    await run(`--format ${format} --out written`);
    expect(await run('--diff written')).toMatchObject({ code: 0, stdout: '' });
  });

  it.each(['json', 'terraform'])(
    'ends with 1, and names what was added and removed, in %s',
    async (format) => {
      await run(`--format ${format} --out written`);
      const drift = await run('--diff written', 'later.json');
      expect(drift).toMatchObject({
        code: 1,
        stdout: 'allowed_models\n+ e/new\n- a/one-20260101\n- a/one-20260101:free\n',
      });
      const { code, stdout } = await run('--diff written --json', 'later.json');
      expect(code).toBe(1);
      expect(JSON.parse(stdout).drift).toEqual([
        { list: 'allowed_models', added: ['e/new'], removed: all.slice(0, 2), missingIn: null },
      ]);
    },
  );

  it('reads a response of the API, in any order', async () => {
    const data = {
      id: '1',
      allowed_models: [...all].reverse(),
      ignored_models: ['a/two-20260101:free'],
      allowed_providers: null,
    };
    await write('response.json', JSON.stringify({ data }));
    expect(await run('--diff response.json')).toMatchObject({ code: 0, stdout: '' });
  });

  it('says that a file without a list of models bounds nothing', async () => {
    await write('open.json', '{"guardrail": {"name": "open", "allowed_models": null}}');
    const { code, stdout } = await run('--diff open.json');
    expect(code).toBe(1);
    expect(stdout).toContain('allowed_models: the file has none, which bounds nothing\n+ a/one-20260101\n');
  });

  it('reads comments that people have added to Terraform', async () => {
    await run('--format terraform --out written');
    const text = (await read('written')).replace(
      '"b/three",',
      '"b/three", # "x/y"] is gone\n    // and "z/z"',
    );
    await write('written', text);
    expect(await run('--diff written')).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', '{"guardrail": '],
    ['is JSON of something else', '{"models": []}'],
    ['has a list of numbers', '{"guardrail": {"allowed_models": [1]}}'],
    ['holds no guardrail', 'resource "openrouter_workspace" "a" {}\n'],
    [
      'holds two guardrails',
      'resource "openrouter_guardrail" "a" {}\nresource "openrouter_guardrail" "b" {}\n',
    ],
    [
      'takes its list from elsewhere',
      'resource "openrouter_guardrail" "a" {\n  allowed_models = var.models\n}\n',
    ],
    [
      'has a part to fill in',
      'resource "openrouter_guardrail" "a" {\n  allowed_models = ["%{ if var.a }b/three%{ endif }"]\n}\n',
    ],
  ])('reports a file that %s', async (_, content) => {
    if (content !== undefined) await write('bad', content);
    const { code, stdout, stderr } = await run(`--diff ${content === undefined ? 'missing' : 'bad'}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });
});
