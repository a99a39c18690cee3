import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInCatalog, type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

const hour = 3_600_000;
let home: Home;
let sandbox: Sandbox;
let env: Readonly<Record<string, string>>;

beforeEach(async () => {
  home = await createHome();
  sandbox = await startSandbox();
  env = { OPENROUTER_BASE_URL: sandbox.url };
});

afterEach(async () => {
  await sandbox.close();
  await home.remove();
});

/** Exports the current list as if it were a live one, `changes` applied; the digest covers neither source nor date. */
async function exportAsLive(name: string, changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const file = join(home.path, name);
  await home.run(['snapshot', 'export', '--out', file], env);
  const snapshot = JSON.parse(await readFile(file, 'utf8'));
  const live = { ...snapshot, source: { ...snapshot.source, sample: null }, ...changes };
  await writeFile(file, JSON.stringify(live));
  await home.run(['cache', 'clear'], env);
  return file;
}

describe('snapshot export', () => {
  it('writes the same to a file as to stdout, and leaves nothing else beside it', async () => {
    const { stdout } = await home.run(['snapshot', 'export'], env);
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    expect(await readFile(join(home.path, 'list.json'), 'utf8')).toBe(stdout);
    expect((await readdir(home.path)).toSorted()).toEqual(['cache', 'list.json']);
  });

  it('gives a file that --catalog lists like the server, without a request', async () => {
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    const live = await home.run(['list', '--all'], env);
    const asked = sandbox.requests.length;
    await home.run(['cache', 'clear'], env);
    const fromFile = await home.run(['list', '--all', '--catalog', 'list.json'], env);
    expect(fromFile).toMatchObject({ code: 0, stdout: live.stdout });
    expect(sandbox.requests.length).toBe(asked);
    expect(await home.cached()).toEqual([]);
  });

  it('gives a file that is refused after it was edited', async () => {
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    const file = join(home.path, 'list.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"not-distillable"', '"distillable"'));
    const outcome = await home.run(['list', '--catalog', 'list.json'], env);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/list\.json: .*digest/);
  });
});

describe('snapshot import', () => {
  it('puts a list into the cache, which is then served offline', async () => {
    const file = await exportAsLive('list.json');
    const imported = await home.run(['snapshot', 'import', file], env);
    expect(imported).toMatchObject({ code: 0, stdout: expect.stringMatching(/^imported \d+ models/) });
    const listed = await home.run(['list', '--offline', '--json'], env);
    expect(JSON.parse(listed.stdout).catalog.digest).toBe(JSON.parse(await readFile(file, 'utf8')).digest);
  });

  it('refuses a sample', async () => {
    await home.run(['snapshot', 'export', '--sandbox', '--out', 'sample.json']);
    const outcome = await home.run(['snapshot', 'import', 'sample.json'], env);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/is a sample/);
    expect(await home.cached()).toEqual([]);
  });

  it.each<[string, object, number, RegExp]>([
    [
      'of another server',
      { source: { url: 'https://mirror.test/v1', sample: null } },
      2,
      /--base-url https:\/\/mirror/,
    ],
    ['too old', { retrievedAt: new Date(Date.now() - 30 * hour).toISOString() }, 3, /30 h old/],
    ['of another version', { schemaVersion: 2 }, 2, /version 2/],
    ['with another digest', { digest: `sha256:${'0'.repeat(64)}` }, 2, /digest/],
  ])('refuses a list %s', async (_, changes, code, message) => {
    const file = await exportAsLive('list.json', { ...changes });
    const outcome = await home.run(['snapshot', 'import', file], env);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(message);
    expect(await home.cached()).toEqual([]);
  });

  it('refuses a list older than the cached one, which stays', async () => {
    const file = await exportAsLive('list.json', {
      retrievedAt: new Date(Date.now() - 2 * hour).toISOString(),
    });
    await home.run(['list'], env);
    const outcome = await home.run(['snapshot', 'import', file], env);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/newer than[\s\S]*cache clear/);
  });
});

describe('snapshot diff', () => {
  it('tells what changed between two files, and between a file and the current list', async () => {
    const { models, distillable } = builtInCatalog();
    const gone = models.find(({ id }) => id === 'qwen/qwen3-coder') ?? models[0];
    const lost = [...distillable].find((slug) => slug !== gone?.id && !slug.includes(':')) ?? '';
    await home.run(['snapshot', 'export', '--out', 'old.json'], env);
    sandbox.setCatalog({
      models: [...models.filter((row) => row !== gone), { id: 'new/model', name: 'New' }],
      distillable: new Set([...distillable].filter((slug) => slug !== lost)),
      sample: 'another list',
    });
    await home.run(['refresh'], env);
    await home.run(['snapshot', 'export', '--out', 'new.json'], env);

    const files = await home.run(['snapshot', 'diff', 'old.json', 'new.json', '--json'], env);
    const current = await home.run(['snapshot', 'diff', 'old.json', '--json'], env);
    const diff = JSON.parse(files.stdout);
    expect(files.code).toBe(0);
    expect(diff.lost).toContain(lost);
    expect(diff.gained).toEqual([]);
    expect(diff.appeared).toEqual([{ slug: 'new/model', verdict: 'not-distillable' }]);
    expect(diff.vanished).toMatchObject([{ slug: gone?.id }]);
    const { lost: lostNow, appeared, vanished } = JSON.parse(current.stdout);
    expect({ lostNow, appeared, vanished }).toEqual({
      lostNow: diff.lost,
      appeared: diff.appeared,
      vanished: diff.vanished,
    });
  });

  it.each<[string, number]>([
    ['', 0],
    ['--exit-code', 1],
    ['--exit-code --only gained,changed', 0],
    ['--exit-code --only vanished', 1],
    ['--exit-code --only vanished-distillable --json', 1],
    ['--exit-code --only lost,vanished-distillable', 1],
    ['--only lost,vanish', 2],
  ])('with `%s` exits with %i after a distillable row vanished', async (flags, code) => {
    const { models, distillable } = builtInCatalog();
    await home.run(['snapshot', 'export', '--out', 'old.json'], env);
    const gone = models.find(({ id }) => distillable.has(id) && !id.includes(':'));
    sandbox.setCatalog({
      models: models.filter((row) => row !== gone),
      distillable: new Set([...distillable].filter((slug) => slug !== gone?.id)),
      sample: 'another list',
    });
    await home.run(['refresh'], env);
    const words = flags === '' ? [] : flags.split(' ');
    const outcome = await home.run(['snapshot', 'diff', 'old.json', ...words], env);
    expect(outcome.code).toBe(code);
    if (flags.includes('--json')) {
      const { old, new: now, ...rest } = JSON.parse(outcome.stdout);
      expect(rest).toEqual({ vanished: [{ slug: gone?.id, verdict: 'distillable' }] });
    } else if (code === 1) expect(outcome.stdout).toContain(`- ${gone?.id}`);
  });

  it('exits with 0 under --exit-code if nothing differs', async () => {
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    const outcome = await home.run(['snapshot', 'diff', 'list.json', 'list.json', '--exit-code'], env);
    expect(outcome.code).toBe(0);
  });

  it('finds no difference between a list and itself', async () => {
    await home.run(['snapshot', 'export', '--out', 'list.json'], env);
    const outcome = await home.run(['snapshot', 'diff', 'list.json', 'list.json'], env);
    expect(outcome).toMatchObject({ code: 0, stdout: 'no difference\n' });
  });
});
