import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home, type Outcome } from '../support/cli-run.js';

const models = [
  ['meta-llama/llama-3.1-8b-instruct', 'meta-llama/Meta-Llama-3.1-8B-Instruct', true],
  ['meta-llama/llama-3-70b-instruct', 'meta-llama/Meta-Llama-3-70B-Instruct', true],
  ['qwen/qwen3.8-max', null, true],
  ['qwen/qwen3-32b', 'Qwen/Qwen3-32B', true],
  ['deepseek/deepseek-chat', 'deepseek-ai/DeepSeek-V3', false],
  ['deepseek/deepseek-r1', 'deepseek-ai/DeepSeek-R1', true],
  ['openai/gpt-oss-120b', 'openai/gpt-oss-120b', false],
  ['google/gemma-3-27b-it', 'google/gemma-3-27b-it', false],
  ['mistralai/devstral-2512', null, true],
  ['upstage/solar-pro-3', null, true],
] as const;

const ownEntry = {
  id: 'own-r1',
  author: 'deepseek',
  models: ['deepseek/deepseek-r1'],
  layer: 'weights-licence',
  holder: 'Us',
  document: 'Decision 12',
  statement: 'disallowed',
  summary: 'We do not use it.',
  evidence: 'primary',
  decided: { by: 'Legal', on: '2026-11-01' },
};

let home: Home;

beforeAll(async () => {
  home = await createHome();
  const rows = models.map(([slug, huggingFaceId, isYes]) =>
    catalogModel(slug, { huggingFaceId, permission: isYes ? 'distillable' : 'not-distillable' }),
  );
  const alias = catalogAlias('~qwen/qwen-latest', 'qwen/qwen3.8-max');
  const router = catalogModel('openrouter/auto', { kind: 'router', permission: 'unlisted' });
  const snapshot = catalogSnapshot([...rows, alias, router], { retrievedAt: new Date() });
  await writeFile(join(home.path, 'list.json'), JSON.stringify(snapshot));
  await writeTable('own.json', [ownEntry]);
});

beforeEach(() => writeFile(join(home.path, 'distillable.config.json'), '{}'));

afterAll(() => home.remove());

const run = (...words: readonly string[]): Promise<Outcome> => home.run([...words, '--catalog', 'list.json']);

const writeTable = (name: string, entries: readonly object[]): Promise<void> =>
  writeFile(join(home.path, name), JSON.stringify({ date: '2026-11-01', entries }));

interface Explained {
  readonly terms: {
    readonly layers: readonly { readonly id: string }[];
    readonly forbiddingHosts: readonly { readonly host: string }[];
  } | null;
  readonly duties: readonly Item[];
  readonly conflicts: readonly (Item & { readonly code: string })[];
}

interface Item {
  readonly condition?: string;
  readonly entry: string | null;
  readonly source: string | null;
}

async function explain(slug: string, ...words: readonly string[]): Promise<Explained> {
  const { code, stdout } = await run('explain', slug, '--json', ...words);
  expect(code).toBe(0);
  const { explanations }: { explanations: readonly [Explained] } = JSON.parse(stdout);
  return explanations[0];
}

describe('`distillable explain`', () => {
  it.each([
    [
      'meta-llama/llama-3.1-8b-instruct',
      'meta-llama-3.1',
      'name-prefix:Llama',
      'LABEL_YES_TERMS_CONDITIONAL',
    ],
    [
      'meta-llama/llama-3-70b-instruct',
      'meta-llama-3.0',
      'notice:Built with Meta Llama 3',
      'LABEL_YES_TERMS_NO',
    ],
    ['qwen/qwen3.8-max', 'qwen-model-studio', null, 'LABEL_YES_TERMS_NO'],
    ['qwen/qwen3-32b', 'qwen-apache-3', null, 'LABEL_YES_TERMS_NO'],
    ['deepseek/deepseek-chat', 'deepseek-v3-2024', 'use-restrictions', 'LABEL_NO_TERMS_ALLOW'],
    ['deepseek/deepseek-r1', 'deepseek-r1', 'obey-law', null],
    ['openai/gpt-oss-120b', 'openai-gpt-oss', 'obey-law', 'LABEL_NO_TERMS_ALLOW'],
    ['google/gemma-3-27b-it', 'google-gemma-3', 'licence-inherits', 'LABEL_NO_TERMS_ALLOW'],
    [
      'mistralai/devstral-2512',
      'mistral-devstral-2',
      'licensee-size:20M-USD-monthly-revenue',
      'LABEL_YES_TERMS_CONDITIONAL',
    ],
  ])(
    'has the layer, duty and conflict of %s, each with its source, in JSON and for people',
    async (slug, layer, duty, conflict) => {
      const { terms, duties, conflicts } = await explain(slug);
      expect(terms?.layers.map(({ id }) => id)).toContain(layer);
      const conditions = duties.map(({ condition }) => condition);
      if (duty === null) expect(conditions).toEqual([]);
      else expect(conditions).toContain(duty);
      expect(conflicts.map(({ code }) => code)).toEqual(conflict === null ? [] : [conflict]);
      for (const { source } of [...duties, ...conflicts]) expect(source).toMatch(/^https:/);

      const { stdout } = await run('explain', slug);
      for (const shown of [layer, duty, conflict]) expect(stdout).toContain(shown ?? layer);
      expect(stdout).toContain('Hosts that forbid it: ');
      expect(stdout.split('\n').length).toBeLessThan(40);
    },
  );

  it('says about a model that the list has no more what its licence says, and of the maker only if it served', async () => {
    const { terms, duties, conflicts } = await explain('meta-llama/llama-3-8b-instruct');
    expect(terms?.layers.map(({ id }) => id)).toEqual(['meta-llama-3.0']);
    expect(duties.map(({ condition }) => condition)).toContain('notice:Built with Meta Llama 3');
    expect(conflicts).toEqual([]);
    const { stdout } = await run('terms', 'show', 'qwen/qwen-2-72b-instruct');
    expect(stdout).toMatch(/^qwen\/qwen-2-72b-instruct: not in the list any more\n/);
    expect(stdout).toContain("qwen-model-studio: maker's service, if the maker serves, forbids it");
  });

  it('says which hosts forbid it, and judges the one that --host names', async () => {
    const { terms } = await explain('qwen/qwen3-32b');
    const hosts = new Set(terms?.forbiddingHosts.map(({ host }) => host));
    expect([...hosts].toSorted()).toEqual(['alibaba', 'amazon-bedrock', 'baidu']);
    const onBedrock = await explain('deepseek/deepseek-r1', '--host', 'Amazon Bedrock');
    expect(onBedrock.conflicts.map(({ code, entry }) => `${code} ${entry}`)).toEqual([
      'HOST_TERMS_NO host-amazon-bedrock',
    ]);
  });

  it('says which hosts serve a model that may be used, by policy and terms', async () => {
    const policy = { terms: { mode: 'narrow', accept: [] }, hosts: { ignore: ['together'] } };
    await writeFile(join(home.path, 'policy.json'), JSON.stringify(policy));
    const words = ['explain', 'qwen/qwen3-235b-a22b', '--sandbox'];
    const narrowed = await home.run([...words, '--json', '--policy', 'policy.json']);
    expect(JSON.parse(narrowed.stdout).explanations[0].hosts).toMatchObject([
      { host: 'sandbox-qwen', code: 'HOST_TERMS_UNKNOWN', ignored: false, entry: null },
      { host: 'deepinfra/fp8', code: 'HOST_ALLOWED', ignored: false, entry: 'host-deepinfra' },
      { host: 'together', code: 'HOST_IGNORED', ignored: true, entry: null },
      { host: 'amazon-bedrock', code: 'HOST_TERMS_NO', ignored: true, entry: 'host-amazon-bedrock' },
    ]);
    const { stdout, stderr } = await home.run(words);
    expect(stdout).toContain(`  Hosts that serve it now:
    usable, terms not read  sandbox-qwen
    usable  deepinfra/fp8 (host-deepinfra), together (host-together)
    their terms forbid it, the policy does not ignore them  amazon-bedrock (host-amazon-bedrock)
`);
    expect(stderr).toContain('SAMPLE: the hosts are made up.');
  });

  it('says that it does not know the hosts without a server, or where the server does not say', async () => {
    const unknown = 'Which hosts serve it now is not known.';
    expect((await run('explain', 'qwen/qwen3-32b')).stdout).toContain(unknown);
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const models = ['qwen/qwen3-max', 'qwen/qwen3-235b-a22b'];
    const explainBoth = async () => {
      const outcome = await home.run(['explain', ...models], { OPENROUTER_BASE_URL: sandbox.url });
      const asked = sandbox.requests.filter(({ path }) => path.endsWith('/endpoints'));
      return { ...outcome, asked: asked.length };
    };
    await explainBoth();
    sandbox.setFaults(models.map((model) => ({ kind: 'reset', path: `/models/${model}/endpoints` })));
    const { code, stdout, stderr, asked } = await explainBoth();
    expect({ code, asked }).toEqual({ code: 0, asked: 3 });
    expect(stdout.split(unknown)).toHaveLength(3);
    expect(stderr).toContain('warning: which hosts serve qwen/qwen3-max is not known: Could not reach');
    expect(stderr).not.toContain('which hosts serve qwen/qwen3-235b-a22b');
  });

  it('asks for no hosts of what may not be used', async () => {
    const { stdout } = await home.run(['explain', 'openai/gpt-oss-120b', '--sandbox', '--json']);
    expect(JSON.parse(stdout).explanations[0].hosts).toBeNull();
  });

  it('follows an alias to the terms of its model, and has none for what is not a model', async () => {
    const { conflicts } = await explain('~qwen/qwen-latest');
    expect(conflicts.map(({ entry }) => entry)).toEqual(['qwen-model-studio']);
    for (const slug of ['openrouter/auto', 'nobody/nothing', '@preset/mine']) {
      expect(await explain(slug)).toMatchObject({ terms: null, duties: [], conflicts: [] });
    }
  });
});

describe('an own table of terms', () => {
  it('is laid over the built-in one by --terms or by the configuration, in any directory', async () => {
    const byFlag = await explain('deepseek/deepseek-r1', '--terms', 'own.json');
    await writeFile(join(home.path, 'distillable.config.json'), '{"terms": "./own.json"}');
    const byConfig = await explain('deepseek/deepseek-r1');
    for (const { conflicts } of [byFlag, byConfig]) {
      expect(conflicts).toMatchObject([{ code: 'LABEL_YES_TERMS_NO', entry: 'own-r1', source: null }]);
    }
  });

  it('is what a policy that narrows by terms goes by', async () => {
    const policy = { terms: { mode: 'narrow', accept: ['obey-law'] } };
    await writeFile(join(home.path, 'policy.json'), JSON.stringify(policy));
    const check = (...words: readonly string[]) =>
      run('check', 'deepseek/deepseek-r1', '--policy', 'policy.json', '--json', ...words);
    expect(await check()).toMatchObject({ code: 0 });
    const listed = await run('list', '--json', '--policy', 'policy.json', '--terms', 'own.json');
    const policyOf = JSON.parse(listed.stdout).models.map((row: { slug: string; policy: string | null }) => [
      row.slug,
      row.policy,
    ]);
    expect(Object.fromEntries(policyOf)).toMatchObject({
      'meta-llama/llama-3-70b-instruct': 'TERMS_DISALLOWED',
      'meta-llama/llama-3.1-8b-instruct': 'TERMS_CONDITIONAL',
      'upstage/solar-pro-3': 'TERMS_UNKNOWN',
      'qwen/qwen3-32b': null,
      'deepseek/deepseek-r1': 'TERMS_DISALLOWED',
    });
    const explained = await run(
      'explain',
      'deepseek/deepseek-r1',
      '--json',
      '--policy',
      'policy.json',
      '--terms',
      'own.json',
    );
    expect(JSON.parse(explained.stdout)).toMatchObject({ explanations: [{ policy: 'TERMS_DISALLOWED' }] });
    const { code, stdout } = await check('--terms', 'own.json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      violations: [{ code: 'TERMS_DISALLOWED', terms: { entry: 'own-r1', source: null } }],
    });
  });

  it('has the form that the docs show', async () => {
    const docs = await readFile(new URL('../../docs/terms.md', import.meta.url), 'utf8');
    await writeFile(join(home.path, 'docs.json'), /```json\n(.*?)```/s.exec(docs)?.[1] ?? '');
    const { code, stdout, stderr } = await home.run([
      'terms',
      'show',
      'own-acme-contract',
      '--terms',
      'docs.json',
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('decided by Legal on 2026-11-20');
  });

  it('never makes a "no" of the label a "yes"', async () => {
    await writeTable('wide.json', [
      { ...ownEntry, id: 'own-all', models: ['*'], statement: 'allowed' },
      { ...ownEntry, id: 'openai-gpt-oss', models: ['openai/*'], statement: 'allowed' },
    ]);
    for (const command of ['list', 'check openai/gpt-oss-120b', 'explain openai/gpt-oss-120b']) {
      const words = [...command.split(' '), '--json'];
      const [without, withOwn] = [await run(...words), await run(...words, '--terms', 'wide.json')];
      expect(withOwn.code).toBe(without.code);
      expect(verdictsIn(withOwn.stdout)).toEqual(verdictsIn(without.stdout));
    }
  });

  it.each([
    ['that is not there', null, /terms\.json: there is no such file/],
    ['that is not JSON', '{', /terms\.json: /],
    ['with a key twice', '{"date": "2026-11-01", "date": "2026-11-01", "entries": []}', /"date" twice/],
    ['with an unknown condition', { conditions: ['be-nice'] }, /at \/entries\/0\/conditions\/0/],
    [
      'with a digest of another table',
      '{"date": "2026-11-01", "digest": "sha256:0", "entries": []}',
      /\/digest/,
    ],
  ])('%s is rejected with the place', async (_what, content, message) => {
    if (typeof content === 'string') await writeFile(join(home.path, 'terms.json'), content);
    else if (content !== null) await writeTable('terms.json', [{ ...ownEntry, ...content }]);
    const { code, stderr } = await run('explain', 'deepseek/deepseek-r1', '--terms', 'terms.json');
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('has to be a path in the configuration', async () => {
    await writeFile(join(home.path, 'distillable.config.json'), '{"terms": []}');
    const { code, stderr } = await run('list');
    expect(code).toBe(2);
    expect(stderr).toContain('/terms must be the path of a file');
  });
});

function verdictsIn(json: string): readonly string[] {
  return json.match(/"(?:verdict|permission|allowed)": ?[^,\n]+/g) ?? [];
}

describe('`distillable check`', () => {
  it('names the conflicts of each reference that is not dropped, for people and in JSON', async () => {
    const body = { models: ['deepseek/deepseek-r1', 'qwen/qwen3-32b', 'openai/gpt-oss-120b'] };
    await writeFile(join(home.path, 'body.json'), JSON.stringify({ model: 'qwen/qwen3.8-max', ...body }));
    const { stdout } = await run('check', '--request', 'body.json', '--mode', 'prune');
    expect(stdout.match(/^ *Terms: .*$/gm)).toEqual([
      '            Terms: LABEL_YES_TERMS_NO (qwen-model-studio)',
      '            Terms: LABEL_YES_TERMS_NO (qwen-model-studio, if the maker serves)',
    ]);
    const { stdout: json } = await run('check', '--request', 'body.json', '--mode', 'prune', '--json');
    const {
      terms,
    }: { terms: { models: readonly { model: string; conflicts: readonly { code: string }[] }[] } } =
      JSON.parse(json);
    expect(terms.models.map(({ model, conflicts }) => [model, ...conflicts.map(({ code }) => code)])).toEqual(
      [
        ['qwen/qwen3.8-max', 'LABEL_YES_TERMS_NO'],
        ['deepseek/deepseek-r1'],
        ['qwen/qwen3-32b', 'LABEL_YES_TERMS_NO'],
      ],
    );
  });

  it('names those of slugs, by the own table too, and allows what it did without', async () => {
    const { code, stdout } = await run(
      'check',
      'deepseek/deepseek-r1',
      'nobody/nothing',
      '--terms',
      'own.json',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^deepseek\/deepseek-r1: allowed .*\n.*\n {2}Terms: LABEL_YES_TERMS_NO \(own-r1\)$/m,
    );
  });

  it("rejects an own table that can't be read, also where it would not be needed", async () => {
    expect((await run('check', 'nobody/nothing', '--terms', 'missing.json')).code).toBe(2);
  });
});

describe('`distillable list`', () => {
  it('has columns of licence, duties and conflict', async () => {
    const { stdout } = await run('list', '--format', 'csv', '--columns', 'slug,licence,duties,conflict');
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'slug,licence,duties,conflict',
      'deepseek/deepseek-r1,MIT License with README statement (DeepSeek-R1),,',
      expect.stringMatching(/^meta-llama\/llama-3-70b-instruct,.*,LABEL_YES_TERMS_NO$/),
    ]);
    expect(stdout).toContain('licensee-size:20M-USD-monthly-revenue,LABEL_YES_TERMS_CONDITIONAL');
  });

  it('has the same in JSON, with the conditions that do not bind', async () => {
    const { stdout } = await run('list', '--all', '--format', 'jsonl');
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const termsOf = Object.fromEntries(rows.map(({ slug, terms }) => [slug, terms]));
    expect(termsOf).toMatchObject({
      'deepseek/deepseek-r1': {
        statement: 'allowed',
        licences: ['MIT License with README statement (DeepSeek-R1)'],
        duties: ['obey-law'],
        conflicts: [],
      },
      'qwen/qwen3.8-max': { licences: [], duties: [], conflicts: ['LABEL_YES_TERMS_NO'] },
      'openrouter/auto': null,
    });
  });

  it('leaves out with --no-conflicts every model whose terms differ from the label, or were not read', async () => {
    const { stdout } = await run('list', '--no-conflicts', '--format', 'slugs');
    expect(stdout).toBe('deepseek/deepseek-r1\n');
  });

  it('loads the table only if something of it is shown', async () => {
    await writeFile(
      join(home.path, 'loaded.cjs'),
      `process.on('exit', () => {
        const { readFileSync, writeFileSync } = require('node:fs');
        const texts = Object.keys(require.cache).map((file) => readFileSync(file, 'utf8'));
        writeFileSync('loaded.txt', String(texts.some((text) => text.includes('host-' + 'azure'))));
      });`,
    );
    const loads = async (...words: readonly string[]): Promise<string> => {
      const env = { NODE_OPTIONS: '--require ./loaded.cjs' };
      const { code, stderr } = await home.spawn([...words, '--catalog', 'list.json'], env);
      expect(code, stderr).toBe(0);
      return readFile(join(home.path, 'loaded.txt'), 'utf8');
    };
    expect(await loads('list')).toBe('false');
    expect(await loads('list', '--columns', 'slug,conflict')).toBe('true');
  });

  it('says the same in JSON with terms as without, for what is listed', async () => {
    const [with_, without] = [await run('list', '--no-conflicts', '--json'), await run('list', '--json')];
    const [only] = JSON.parse(with_.stdout).models;
    expect(JSON.parse(without.stdout).models).toContainEqual(only);
  });
});

describe('`distillable terms`', () => {
  it('lists a table that --terms reads again', async () => {
    const { stdout } = await home.run(['terms', 'list', '--json']);
    await writeFile(join(home.path, 'copy.json'), stdout);
    const { code, stdout: again } = await home.run(['terms', 'list', '--json', '--terms', 'copy.json']);
    expect(code).toBe(0);
    expect(again).toBe(stdout);
  });

  it('shows an entry by its id', async () => {
    const { stdout } = await home.run(['terms', 'show', 'host-amazon-bedrock']);
    expect(stdout).toContain('statement   disallowed');
    expect(stdout).toMatch(/read from .*, SHA-256 [0-9a-f]{64}/);
  });

  it('shows a model on a host', async () => {
    const { stdout } = await run('terms', 'show', 'qwen/qwen3-32b', '--host', 'Alibaba', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'qwen/qwen3-32b',
      permission: 'distillable',
      terms: { statement: 'disallowed' },
      conflicts: [{ code: 'LABEL_YES_TERMS_NO' }, { code: 'HOST_TERMS_NO' }],
    });
  });

  it.each([
    ['openrouter/auto', 'is a router'],
    ['nobody/nothing', 'neither the id of an entry nor a model'],
  ])('does not show %s', async (name, message) => {
    const { code, stderr } = await run('terms', 'show', name);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('verifies the built-in table, and warns when it is older than 180 days', async () => {
    const { code, stdout, stderr } = await run('terms', 'verify');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^112 entries can be read · \d+ globs without a row · \d+ old\n$/);
    expect(stderr.includes('older than 180 days')).toBe(!stdout.includes(' 0 old'));
  });

  it('rejects an own table with a glob that matches no row, unless it says why', async () => {
    const typo = { ...ownEntry, models: ['deepseek/deepsek-r1'] };
    await writeTable('typo.json', [typo]);
    const found = await run('terms', 'verify', '--terms', 'typo.json');
    expect(found.code).toBe(1);
    expect(found.stdout).toContain(
      'own-r1: GLOB_WITHOUT_ROW deepseek/deepsek-r1 matches no row of this list.',
    );
    await writeTable('typo.json', [{ ...typo, unmatched: { 'deepseek/deepsek-r1': 'kept for old data' } }]);
    expect((await run('terms', 'verify', '--terms', 'typo.json')).code).toBe(0);
  });

  it('reports an entry that was decided long ago', async () => {
    await writeTable('old.json', [{ ...ownEntry, decided: { by: 'Legal', on: '2020-01-01' } }]);
    const { code, stdout, stderr } = await run('terms', 'verify', '--terms', 'old.json', '--json', '--quiet');
    expect(code).toBe(0);
    const { findings }: { findings: readonly { entry: string; code: string }[] } = JSON.parse(stdout);
    expect(findings).toContainEqual(expect.objectContaining({ entry: 'own-r1', code: 'OLD' }));
    expect(stderr).toMatch(/older than 180 days/);
  });
});
