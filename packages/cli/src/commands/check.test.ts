import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotFromModels } from '@distillable/catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogModel as model } from '../../../../test/support/catalog-model.js';
import { type Ran, runCommandLine, type World } from '../__fixtures__/run-command-line.js';

const unreachable = 'http://127.0.0.1:1/api/v1';
const retrievedAt = new Date('2026-11-23T12:00:00Z');
const oneHourLater = retrievedAt.getTime() + 3_600_000;
const source = { url: 'https://openrouter.ai/api/v1', sample: null };
const closed = { permission: 'not-distillable' } as const;
let directory = '';

/** A list of the models `a/open`, `a/other` and `b/closed`, and of `c/moved` as `moved` says. */
function listText(moved: object): string {
  const models = [model('a/open'), model('a/other'), model('b/closed', closed), model('c/moved', moved)];
  return JSON.stringify(snapshotFromModels({ models, retrievedAt, source }));
}

const files: Readonly<Record<string, string>> = {
  'now.json': listText(closed),
  'then.json': listText({}),
  'good.json': '{"model": "a/open", "messages": []}',
  'pretty.json': '{\n  "model": "a/open",\n  "messages": []\n}\n',
  'bad.json': '{"model": "b/closed"}',
  'mixed.json': '{"model": "b/closed", "models": ["a/open"]}',
  'provider.json': '{"model": "a/open", "provider": 1}',
  'preset.json': '{"model": "a/open@preset/mine"}',
  'nothing.json': '{"messages": [{"role": "user", "content": "secret words"}]}',
  'list.json': '[{"model": "a/open"}]',
  'number.json': '7',
  'broken.json': '{"model": "secret',
  'latin1.json': '',
  'empty.json': '',
  'blank.json': ' \n\r\n\t',
  'batch.json': '{"requests": [{"body": {"model": "a/open"}}, {"body": {"model": "b/closed"}}]}',
  'no-requests.json': '{"requests": []}',
  'lines.jsonl': '{"model": "a/open"}\n{"model": "a/other"}\n',
  'refused.jsonl': '{"model": "a/open"}\n{"model": "b/closed"}\n',
  'broken.jsonl': '{"model": \n\n{"model": "a/open"}\r\n{"model": "b/closed"}\n[]\n{}',
  'policy.json': '{"deny": ["a/other"]}',
  'prune.json': '{"policy": {"mode": "prune"}}',
  'resolve.json': '{"presets": "resolve"}',
  'fresh.json': '{"maxCatalogAge": 60000}',
  'server.json': '{"withoutCatalog": "enforce-only"}',
  'typo.json': '{"denny": []}',
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'distillable-check-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  await writeFile(join(directory, 'latin1.json'), Buffer.from('{"model": "caf\u00e9"}', 'latin1'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

/** Runs `distillable check`; names of our files stand for their paths. */
function check(line: string, world: Partial<World> = {}): Promise<Ran> {
  const given = line.split(' ').filter((word) => word !== '');
  const words = given.map((word) => (word in files ? join(directory, word) : word));
  const env = { DISTILLABLE_CACHE_DIR: join(directory, 'cache') };
  const origin = /--(catalog|base-url|offline|sandbox)/.test(line)
    ? []
    : ['--catalog', join(directory, 'now.json')];
  return runCommandLine(['check', ...words, ...origin], {
    ...{ cwd: directory, env, now: () => oneHourLater },
    ...world,
  });
}

describe('the exit code of check', () => {
  it.each<[number, string]>([
    [0, 'a/open'],
    [0, 'a/open a/other'],
    [1, 'b/closed'],
    [1, 'a/open b/closed'],
    [1, 'nobody/nothing'],
    [1, 'openrouter/auto'],
    [0, 'openrouter/auto --mode prune'],
    [0, '--request good.json'],
    [0, '--request pretty.json'],
    [1, '--request bad.json'],
    [0, '--request bad.json --exit-zero'],
    [1, '--request mixed.json'],
    [0, '--request mixed.json --mode prune'],
    [0, '--request mixed.json --policy prune.json'],
    [1, '--request mixed.json --policy prune.json --mode reject'],
    [1, '--request provider.json'],
    [1, '--request preset.json'],
    [1, '--request batch.json'],
    [1, '--request batch.json --shape batch'],
    [1, '--request batch.json --shape chat'],
    [2, '--request good.json --shape batch'],
    [0, '--request lines.jsonl'],
    [1, '--request lines.jsonl --policy policy.json'],
    [1, '--request refused.jsonl'],
    [0, '--request refused.jsonl --exit-zero'],
    [2, '--request broken.jsonl'],
    [2, '--request broken.jsonl --exit-zero'],
    [2, '--request nothing.json'],
    [2, '--request nothing.json --exit-zero'],
    [2, '--request list.json'],
    [2, '--request number.json'],
    [2, '--request broken.json'],
    [2, '--request latin1.json'],
    [2, '--request empty.json'],
    [2, '--request blank.json'],
    [2, '--request no-requests.json'],
    [2, '--request missing.json'],
    [2, '--request .'],
    [2, ''],
    [2, 'a/open --request good.json'],
    [2, 'a/open --print-request'],
    [2, 'a/open --shape chat'],
    [2, 'a/open --naming sdk'],
    [2, '--request good.json --shape images'],
    [2, '--request good.json --naming snake'],
    [2, '--request good.json --mode lenient'],
    [2, '--request good.json --print-request --json'],
    [2, '--request good.json --print-request --changed-since then.json'],
    [2, '--request good.json --policy typo.json'],
    [2, '--request good.json --policy missing.json'],
    [2, '--request good.json --changed-since good.json'],
    [2, '--request good.json --policy resolve.json'],
    [2, '--request good.json --policy resolve.json --offline'],
    [2, `--request good.json --policy resolve.json --base-url ${unreachable}`],
    [3, '--request good.json --policy fresh.json'],
    [3, '--request good.json --policy fresh.json --exit-zero'],
    [3, 'a/open --offline'],
    [3, 'a/open --offline --exit-zero'],
    [0, 'a/open --offline --policy server.json'],
    [3, 'openrouter/auto --offline --policy server.json'],
    [3, 'a/open --offline --policy server.json --changed-since then.json'],
    [1, 'c/moved --changed-since then.json'],
    [0, 'c/moved --changed-since then.json --exit-zero'],
    [0, 'c/moved --changed-since now.json'],
    [0, 'a/open b/closed --changed-since then.json'],
    [2, '--request broken.jsonl --changed-since then.json'],
  ])('is %i for `%s`', async (code, line) => {
    const outcome = await check(line.trim()).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code });
  });

  it('with --policy resolve asks for the key only where there is a network', async () => {
    expect((await check('--request good.json --policy resolve.json')).stderr).toMatch(/not with --catalog/);
    expect((await check('a/open --policy resolve.json --sandbox')).stderr).toMatch(/not with --sandbox/);
  });
});

describe('what check prints', () => {
  it.each([
    ['slugs', 'a/open b/closed nobody/nothing openrouter/auto --quiet'],
    ['body', '--request mixed.json --quiet'],
    ['body-pruned', '--request mixed.json --quiet --mode prune'],
    ['body-provider', '--request provider.json --quiet'],
    ['batch', '--request batch.json --quiet'],
    ['lines', '--request refused.jsonl --quiet'],
    ['lines-verbose', '--request refused.jsonl --verbose'],
    ['decision', '--request mixed.json --mode prune --json --quiet'],
    ['decisions', '--request broken.jsonl --json --quiet'],
    ['guarded', '--request mixed.json --mode prune --print-request --quiet'],
    ['guarded-lines', '--request refused.jsonl --print-request --quiet'],
    ['changes', 'a/open c/moved --changed-since then.json'],
  ])('for %s is as it was', async (name, line) => {
    const { code, stdout, stderr } = await check(line);
    const told = stderr.replaceAll(directory, '');
    const whole = `exit ${code}\n--- stdout\n${stdout.replaceAll(directory, '')}--- stderr\n${told}`;
    await expect(whole).toMatchFileSnapshot(`__fixtures__/${name}.txt`);
  });

  it.each(['a/open b/closed --json', '--request broken.jsonl --json', '--request lines.jsonl --json'])(
    'for `%s` is one JSON array',
    async (line) => {
      const { stdout } = await check(line);
      expect(JSON.parse(stdout).length).toBeGreaterThan(1);
    },
  );

  it('of changes as JSON names line, place, and what is said before and after', async () => {
    const stdin = '{"model":"a/open"}\n{"custom_id":"two","body":{"model":"a/open","models":["c/moved"]}}\n';
    const { stdout, code } = await check('--request - --changed-since then.json --json', { stdin });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      since: { retrievedAt: retrievedAt.toISOString() },
      catalog: { freshness: 'fresh' },
      changed: [
        {
          ...{ line: 2, customId: 'two', path: '/models/0', role: 'fallback', requested: 'c/moved' },
          before: { verdict: 'distillable', code: 'DISTILLABLE' },
          after: { verdict: 'not-distillable', code: 'NOT_DISTILLABLE', outcome: 'refused' },
        },
      ],
    });
  });

  it('repeats nothing of what cannot be read', async () => {
    for (const name of ['nothing.json', 'broken.json', 'broken.jsonl', 'latin1.json']) {
      const { stdout, stderr } = await check(`--request ${name}`);
      expect(stdout + stderr).not.toMatch(/secret|caf/);
    }
  });

  it('holds no control character that a body brings', async () => {
    const body = { model: '\u001b[31mx', models: ['\u009b2J'], 'evil\u0007_model': 'b/closed' };
    const line = JSON.stringify({ custom_id: '\u001b]0;title\u0007', url: '/v1/chat/completions', body });
    for (const flags of ['', '--json', '--changed-since then.json', '--print-request', '--verbose']) {
      const { stdout, stderr } = await check(`--request - ${flags}`, { stdin: `${line}\n${line}\n` });
      expect((stdout + stderr).length).toBeGreaterThan(0);
      expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    }
  });
});

describe('the guarded body', () => {
  const provider = { enforce_distillable_text: true };

  it.each([
    '{"model": "b/closed", "model": "a/open"}',
    '{"model": "a/open", "model": "b/closed"}',
    '{"model": "b/closed", "mod\\u0065l": "a/open"}',
    '{"model": "a/open", "provider": {"only": [], "only": ["x"]}}',
    '{"model": "a/open"}\n{"model": "a/open", "model": "a/open"}',
    '{"model": "a/open", "model": "a/open"}\n{"model": "a/open", "model": "a/open"}',
    '{"custom_id": "one", "url": "/v1/chat/completions", "body": {"model": "a/open"}, "body": {"model": "a/open"}}',
  ])('of %s is invalid, since another reader could read something else', async (stdin) => {
    const { stdout, stderr, code } = await check('--request - --print-request', { stdin });
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(/ambiguous: one object has the field "(?:model|only|body)" twice/);
  });

  it('of a line of a batch file stands in its line', async () => {
    const batchLine = { custom_id: 'one', method: 'POST', url: '/v1/responses', body: { model: 'a/open' } };
    const stdin = `${JSON.stringify(batchLine)}\n${JSON.stringify({ ...batchLine, custom_id: 'two' })}\n`;
    const { stdout } = await check('--request - --print-request --shape batch', { stdin });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ ...batchLine, body: { model: 'a/open', provider } });
    expect(lines[1].custom_id).toBe('two');
  });

  it('is never that of a line with a field beside the body that could name a model', async () => {
    const stdin = '{"custom_id": "one", "model": "b/closed", "body": {"model": "a/open"}}';
    expect(await check('--request - --print-request', { stdin })).toMatchObject({ code: 1, stdout: '' });
  });

  it('of camelCase has the flag in camelCase under --naming sdk, and is rejected without it', async () => {
    const stdin = '{"model": "a/open", "maxTokens": 5}';
    const { stdout } = await check('--request - --print-request --naming sdk', { stdin });
    expect(JSON.parse(stdout).provider).toEqual({ enforceDistillableText: true });
    const wire = await check('--request - --json', { stdin });
    expect(wire.code).toBe(1);
    expect(JSON.parse(wire.stdout).violations).toMatchObject([{ path: '/maxTokens', code: 'OTHER_NAMING' }]);
  });
});

describe('the policy of check', () => {
  it('is that of the nearest configuration, unless --policy names another', async () => {
    const cwd = join(directory, 'project');
    await mkdir(cwd, { recursive: true });
    await writeFile(join(cwd, 'distillable.config.json'), '{"policy": {"deny": ["a/open"]}}');
    expect(await check('a/open', { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('DENIED_BY_POLICY'),
      stderr: expect.stringContaining('policy: '),
    });
    expect(await check('a/open --policy policy.json', { cwd })).toMatchObject({ code: 0 });
    expect(await check('a/open', { cwd: directory })).toMatchObject({ code: 0 });
  });

  it('that cannot be read lets nothing pass', async () => {
    const cwd = join(directory, 'broken');
    await mkdir(cwd, { recursive: true });
    await writeFile(join(cwd, 'distillable.config.json'), '{"policy": {"deny": "a/open"}}');
    expect(await check('a/open', { cwd })).toMatchObject({ code: 2, stdout: '' });
  });

  it('with presets to resolve reads each preset once, with the key, and judges what it brings', async () => {
    let reads = 0;
    const keys = new Set<string | undefined>();
    const server = createServer((request, response) => {
      const name = request.url?.split('/').at(-1) ?? '';
      if (request.url?.includes('/presets/') !== true) return void response.writeHead(500).end();
      reads += 1;
      keys.add(request.headers.authorization);
      if (name === 'gone') return void response.writeHead(404).end('{}');
      const config = { models: [name === 'good' ? 'a/other' : 'b/closed'] };
      response.end(JSON.stringify({ data: { designated_version: { config } } }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v1`;
    const env = { DISTILLABLE_CACHE_DIR: join(directory, 'preset-cache'), OPENROUTER_API_KEY: 'the-key' };
    const listed = JSON.parse(listText(closed));
    const exported = join(directory, 'exported.json');
    const models = listed.models;
    const own = snapshotFromModels({ models, retrievedAt, source: { url: baseUrl, sample: null } });
    await writeFile(exported, JSON.stringify(own));
    const imported = await runCommandLine(['snapshot', 'import', exported, '--base-url', baseUrl], {
      ...{ cwd: directory, env, now: () => retrievedAt.getTime() },
    });
    expect(imported).toMatchObject({ code: 0 });
    const run = (stdin: string) =>
      check(`--request - --policy resolve.json --json --base-url ${baseUrl}`, {
        ...{ stdin, env, now: () => retrievedAt.getTime() + 1 },
      });
    const body = (preset: string) => `{"model": "a/open", "preset": "${preset}"}\n`;
    expect(await run(body('good') + body('good') + body('good'))).toMatchObject({ code: 0 });
    expect(reads).toBe(1);
    expect(await run(body('bad'))).toMatchObject({ code: 1 });
    const gone = await run(body('gone') + body('gone'));
    expect(gone).toMatchObject({ code: 4 });
    expect(gone.stdout).toMatch(/PRESET_UNREADABLE/);
    expect(reads).toBe(3);
    expect([...keys]).toEqual(['Bearer the-key']);
    server.close();
  });
});
