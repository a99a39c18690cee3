import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

beforeAll(async () => {
  home = await createHome();
  const models = ['qwen/qwen3-max', 'mistralai/mistral-large', 'openai/gpt-4o'].map((slug) =>
    catalogModel(slug, { permission: slug.startsWith('openai') ? 'not-distillable' : 'distillable' }),
  );
  const snapshot = catalogSnapshot(models, { retrievedAt: new Date() });
  await writeFile(join(home.path, 'list.json'), JSON.stringify(snapshot));
  await writeFile(join(home.path, 'rows.jsonl'), '{"model": "mistralai/mistral-large"}\n');
  await writeFile(join(home.path, 'deny.json'), '{"deny": ["qwen", "openia", "qwen/qwen3-mxa"]}');
  await writeFile(join(home.path, 'allow.json'), '{"allow": ["mistralai", "ours/private"]}');
});

afterAll(() => home.remove());

const run = (line: string) => home.run([...line.split(' '), '--catalog', 'list.json']);

describe('the lists of a policy', () => {
  it.each(['check mistralai/mistral-large', 'list', 'explain mistralai/mistral-large', 'proxy --port 0'])(
    'with an entry that matches no model today are warned of in `%s`, and still apply',
    async (line) => {
      const { code, stderr } = await run(`${line} --policy deny.json --quiet`);
      expect(code).toBe(0);
      expect(stderr).toContain(
        'warning: "openia" in the policy\'s deny list matches no model of the catalog today. Did you mean openai?',
      );
      expect(stderr).toContain('Did you mean qwen/qwen3-max (distillable)?');
      expect(stderr).not.toContain('"qwen" in');
    },
  );

  it('of distillable.config.json are warned of in both audits', async () => {
    const deny = await readFile(join(home.path, 'deny.json'), 'utf8');
    await writeFile(join(home.path, 'distillable.config.json'), `{"policy": ${deny}}`);
    const outcomes = [await run('audit rows.jsonl --quiet'), await run('audit --code . --quiet')];
    await writeFile(join(home.path, 'distillable.config.json'), '{}');
    for (const { stderr } of outcomes) expect(stderr).toContain('Did you mean openai?');
  });

  it('that can match nothing are rejected, in files and in the configuration', async () => {
    const invalid = '{"deny": ["qwen", "Qwen/Qwen3-Max"]}';
    await writeFile(join(home.path, 'capitals.json'), invalid);
    const byFlag = await run('check mistralai/mistral-large --policy capitals.json');
    await writeFile(join(home.path, 'distillable.config.json'), `{"policy": ${invalid}}`);
    const byConfig = [await run('list'), await run('audit rows.jsonl'), await run('proxy --port 0')];
    await writeFile(join(home.path, 'distillable.config.json'), '{}');
    for (const { code, stderr } of [byFlag, ...byConfig]) {
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /deny\/1 \("Qwen\/Qwen3-Max"\) can match no model\..* Did you mean "qwen\/qwen3-max"\?/,
      );
    }
  });

  it('say in `list` what they keep out, in every form', async () => {
    const table = await run('list --policy deny.json');
    expect(table.stdout).toMatch(/^qwen\/qwen3-max .*denied by policy$/m);
    expect(table.stdout).not.toMatch(/^mistralai\/.*policy/m);
    expect(table.stderr).toMatch(/the policy does not allow 1 of the models shown/);
    const slugs = await run('list --policy deny.json --format slugs');
    expect(slugs.stderr).toMatch(/the policy does not allow 1 of the models shown/);
    const json = await run('list --policy allow.json --json');
    expect(JSON.parse(json.stdout).models).toMatchObject([
      { slug: 'mistralai/mistral-large', policy: null },
      { slug: 'qwen/qwen3-max', policy: 'NOT_IN_POLICY' },
    ]);
  });

  it('say in `explain` what they keep out', async () => {
    const denied = await run('explain qwen/qwen3-max --policy deny.json');
    expect(denied.stdout).toMatch(/^qwen\/qwen3-max: distillable, denied by policy$/m);
    expect(denied.stdout).toContain('mistralai/mistral-large');
    const json = await run('explain qwen/qwen3-max --policy allow.json --json');
    expect(JSON.parse(json.stdout).explanations).toMatchObject([
      { verdict: 'distillable', policy: 'NOT_IN_POLICY' },
    ]);
  });

  it('of distillable.config.json apply without a flag', async () => {
    await writeFile(join(home.path, 'distillable.config.json'), '{"policy": {"deny": ["qwen"]}}');
    const list = await run('list');
    const explained = await run('explain qwen/qwen3-max');
    await writeFile(join(home.path, 'distillable.config.json'), '{}');
    expect(list.stdout).toContain('denied by policy');
    expect(explained.stdout).toContain('denied by policy');
    expect(explained.stderr).toMatch(/^policy: .*distillable\.config\.json$/m);
  });
});

describe('one misspelt slug', () => {
  it('is suggested the same model by `check` and `explain`, and identified by `audit`, with its verdict', async () => {
    await writeFile(join(home.path, 'typo.jsonl'), '{"model": "gpt-4o"}\n');
    const suggestion = 'Did you mean openai/gpt-4o (not-distillable)?';
    expect((await run('explain gpt-4o')).stdout).toContain(suggestion);
    const checked = await run('check gpt-4o');
    expect(checked.stdout).toContain(suggestion);
    expect(checked.stdout).not.toContain('Instead');
    const audited = JSON.parse((await run('audit typo.jsonl --json')).stdout);
    expect(audited.models[0]).toMatchObject({
      verdict: 'not-distillable',
      message: expect.stringContaining('gpt-4o is openai/gpt-4o.'),
    });
  });

  it.each(['body.json', '-', './bodies/one', 'lines.JSONL', '/tmp/body'])(
    'that is the file %s is sent to --request',
    async (name) => {
      for (const command of ['check', 'explain']) {
        const { code, stderr, stdout } = await run(`${command} ${name}`);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain(`distillable check --request ${name}`);
      }
    },
  );

  it('without a slash is a file only if there is one', async () => {
    await writeFile(join(home.path, 'body'), '{}');
    expect((await run('check body')).code).toBe(2);
    expect((await run('check nobody')).code).toBe(1);
  });
});

describe('words that no model has', () => {
  it.each([
    ['--author qwenn', /--author: .*"qwenn"\. Did you mean "qwen"\?/],
    ['--author qwen,mistrlai', /"mistrlai"\. Did you mean "mistralai"\?/],
    ['--supports toools', /--supports: .*"toools"\. Did you mean "tools"\?/],
    ['--modality txt', /--modality: .*"txt"\. Did you mean "text"\?/],
    ['--modality smell', /--modality: .*"smell"\.$/m],
  ])('end `list %s` with 2, and a suggestion', async (flags, message) => {
    for (const all of ['', ' --all']) {
      const { code, stdout, stderr } = await run(`list ${flags}${all}`);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(message);
    }
  });

  it('are not those of models that are not distillable', async () => {
    const { code, stderr } = await run('list --author openai');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Leave some out, or see every model with --all/);
    expect((await run('list --all --search nothing-like-this')).stderr).toMatch(/Leave some out\./);
  });
});

describe('what a model costs', () => {
  it('is all that the server names, also after the way through cache and files', async () => {
    const free = { prompt: '0', completion: '0' };
    const rows = {
      'a/free': free,
      'a/per-request': { ...free, request: '0.01' },
      'a/per-image': { ...free, image: '0.04' },
      'a/searches': { ...free, web_search: '0.01' },
      'a/cheap': {
        prompt: '0.0000001',
        completion: '0.0000002',
        web_search: '0.01',
        input_cache_read: '0.00000001',
      },
      'a/long': {
        prompt: '0.0000001',
        completion: '0.0000002',
        overrides: [{ min_prompt_tokens: 128_000, prompt: '0.000003' }],
      },
      'a/unknown': {},
    };
    const server = await startSandbox({
      catalog: {
        models: Object.entries(rows).map(([id, pricing]) => ({ id, pricing })),
        distillable: new Set(Object.keys(rows).slice(1)),
        sample: 'prices',
      },
    });
    const env = { OPENROUTER_BASE_URL: server.url };
    const slugs = async (line: string) =>
      (await home.run([...line.split(' '), '--all', '--format', 'slugs'], env)).stdout.trimEnd().split('\n');
    for (const origin of ['', ' --catalog prices.json']) {
      expect(await slugs(`list --free${origin}`)).toEqual(['a/free']);
      expect(await slugs(`list --max-price 1${origin}`)).toEqual(['a/cheap', 'a/free', 'a/searches']);
      expect(await slugs(`list --max-price 5${origin}`)).toEqual([
        'a/cheap',
        'a/free',
        'a/long',
        'a/searches',
      ]);
      if (origin === '') await home.run(['snapshot', 'export', '--out', 'prices.json'], env);
    }
    const { stdout } = await home.run(['list', '--all'], env);
    await server.close();
    expect(stdout).toMatch(/^a\/per-request .* charges request$/m);
    expect(stdout).not.toMatch(/^a\/cheap .*charges/m);
  });
});
