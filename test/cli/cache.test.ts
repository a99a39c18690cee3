import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
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

async function freshnessInCache(): Promise<string> {
  const { stdout } = await home.run(['cache', 'info', '--json'], env);
  return JSON.parse(stdout).catalog?.freshness ?? 'none';
}

describe('the cache of the command line', () => {
  it('serves the second call without a request', async () => {
    const first = await home.run(['list'], env);
    const asked = sandbox.requests.length;
    const second = await home.run(['list'], env);
    expect(asked).toBeGreaterThan(0);
    expect(sandbox.requests.length).toBe(asked);
    expect(second.stdout).toBe(first.stdout);
    expect(second.code).toBe(0);
  });

  it('serves a stale list at once, says so, and refreshes it for the next time', async () => {
    const { stdout } = await home.run(['list'], env);
    await home.ageCache(3 * hour);
    expect(await freshnessInCache()).toBe('stale');
    const stale = await home.run(['list'], env);
    expect(stale).toMatchObject({ code: 0, stdout });
    expect(stale.stderr).toMatch(/warning: .*3 h old \(stale\)/);
    expect(await freshnessInCache()).toBe('fresh');
  });

  it('serves a stale list when the server fails, with a warning', async () => {
    const { stdout } = await home.run(['list'], env);
    await home.ageCache(3 * hour);
    sandbox.setFaults([{ kind: 'status', status: 404 }]);
    const stale = await home.run(['list'], env);
    expect(stale).toMatchObject({ code: 0, stdout });
    expect(stale.stderr).toMatch(/warning: The model list could not be refreshed/);
  });

  it('reads an expired list anew, and refuses it when the server fails', async () => {
    await home.run(['list'], env);
    await home.ageCache(30 * hour);
    sandbox.setFaults([{ kind: 'status', status: 404 }]);
    const refused = await home.run(['list'], env);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toMatch(/too old to be used[\s\S]*--sandbox/);
    sandbox.setFaults([]);
    expect((await home.run(['list'], env)).code).toBe(0);
    expect(await freshnessInCache()).toBe('fresh');
  });

  it.each<[string, (content: string) => string]>([
    ['cut off', (content) => content.slice(0, content.length / 2)],
    ['empty', () => ''],
    ['no JSON', () => '\u0000garbage'],
    ['edited', (content) => content.replace('openai/gpt-oss-120b', 'openai/gpt-oss-999b')],
  ])('counts a file that is %s as absent, with a warning', async (_, edit) => {
    const { stdout } = await home.run(['list'], env);
    await home.editCache(edit);
    const outcome = await home.run(['list'], env);
    expect(outcome).toMatchObject({ code: 0, stdout });
    expect(outcome.stderr).toMatch(/warning: .*cache/i);
    const again = await home.run(['list'], env);
    expect(again.stderr).not.toMatch(/warning/);
  });

  it('does not wait for a pipe in place of a file', async () => {
    const { stdout } = await home.run(['list'], env);
    const [name = ''] = await home.cached();
    await rm(join(home.cache, name));
    await home.bash(`mkfifo cache/${name}`);
    const outcome = await home.spawn(['list'], env);
    expect(outcome).toMatchObject({ code: 0, stdout });
    expect(outcome.stderr).toMatch(/warning: .*cache/i);
  });

  it('works without a cache that can be written, with a warning', async () => {
    await writeFile(join(home.path, 'file'), '');
    const outcome = await home.run(['list'], {
      ...env,
      DISTILLABLE_CACHE_DIR: join(home.path, 'file', 'cache'),
    });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toMatch(/^SLUG/);
    expect(outcome.stderr).toMatch(/warning: .*cache/i);
  });

  it('is in the cache directory of the user unless another is set', async () => {
    const { DISTILLABLE_CACHE_DIR, ...rest } = {
      DISTILLABLE_CACHE_DIR: '',
      XDG_CACHE_HOME: join(home.path, 'xdg'),
    };
    const { stdout } = await home.spawn(['cache', 'path'], { ...env, ...rest, DISTILLABLE_CACHE_DIR });
    expect(stdout.trim().endsWith('distillable')).toBe(true);
    expect(stdout).toContain(home.path);
  });

  it('clears only its own files', async () => {
    await home.run(['list'], env);
    await mkdir(home.cache, { recursive: true });
    await writeFile(join(home.cache, 'mine.txt'), 'keep');
    const outcome = await home.run(['cache', 'clear'], env);
    expect(outcome.code).toBe(0);
    expect(await home.cached()).toEqual(['mine.txt']);
    expect(await readFile(join(home.cache, 'mine.txt'), 'utf8')).toBe('keep');
  });

  it('keeps one list for each base URL', async () => {
    const other = await startSandbox();
    await home.run(['list'], env);
    await home.run(['list', '--base-url', other.url], env);
    await other.close();
    expect(await home.cached()).toHaveLength(2);
  });
});

describe('--offline', () => {
  it('serves the cached list without a request, also a stale one', async () => {
    const { stdout } = await home.run(['list'], env);
    const asked = sandbox.requests.length;
    await home.ageCache(3 * hour);
    const offline = await home.run(['list', '--offline'], env);
    expect(offline).toMatchObject({ code: 0, stdout });
    expect(offline.stderr).toMatch(/warning: .*3 h old \(stale\)/);
    expect(sandbox.requests.length).toBe(asked);
  });

  it('refuses an expired list, and tells its age and what to do', async () => {
    await home.run(['list'], env);
    await home.ageCache(30 * hour);
    const offline = await home.run(['list', '--offline'], env);
    expect(offline).toMatchObject({ code: 3, stdout: '' });
    expect(offline.stderr).toMatch(/30 h old[\s\S]*distillable refresh/);
  });
});

describe('refresh', () => {
  it('tells whether the list changed since the cached one', async () => {
    const changed = async () => JSON.parse((await home.run(['refresh', '--json'], env)).stdout).changed;
    expect(await changed()).toBeNull();
    expect(await changed()).toBe(false);
    await home.run(['cache', 'clear'], env);
    await home.run(['list'], env);
    sandbox.setCatalog({
      models: [{ id: 'a/b' }, { id: 'c/d' }],
      distillable: new Set(['a/b']),
      sample: 'two rows',
    });
    expect(await changed()).toBe(true);
  });
});
