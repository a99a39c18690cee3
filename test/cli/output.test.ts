import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;

beforeAll(async () => {
  home = await createHome();
});

afterAll(() => home.remove());

describe('output', () => {
  it.each(['list --all --json', 'list --all --format jsonl', 'list --all', 'snapshot export'])(
    'of `%s` into `head -1` ends quietly with 0',
    async (command) => {
      const script = `set -o pipefail; $distillable ${command} --sandbox --quiet | head -1`;
      const { code, stdout, stderr } = await home.bash(script);
      expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 1 });
      expect(stderr.replace(/^SAMPLE: .*\n/, '')).toBe('');
    },
  );

  it('is whole when it is larger than a pipe holds', async () => {
    const { stdout } = await home.bash('$distillable list --all --json --sandbox | (sleep 0.2; cat)');
    expect(stdout.length).toBeGreaterThan(65_536);
    expect(JSON.parse(stdout).models.length).toBeGreaterThan(80);
  });

  it.runIf(process.platform === 'linux')('that cannot be written is an error', async () => {
    const { code, stderr } = await home.bash('$distillable list --sandbox --quiet > /dev/full');
    expect(code).toBe(2);
    expect(stderr).toMatch(/The output could not be written: .*ENOSPC/);
  });

  it('has neither colours nor other escapes when it is piped', async () => {
    const { stdout, stderr } = await home.run(['list', '--all', '--sandbox']);
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: 'true', NO_COLOR: '1' }, true],
    [{ CLICOLOR_FORCE: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '' }, false],
    [{ CLICOLOR_FORCE: '0' }, false],
    [{ CLICOLOR_FORCE: '1', NO_COLOR: '1' }, false],
  ] as const)('has colours in a log under %j: %s', async (env, isColoured) => {
    for (const line of ['list --all', 'check qwen/qwen3-max', 'explain qwen/qwen3-max']) {
      const { stdout } = await home.run([...line.split(' '), '--sandbox'], env);
      expect(stdout.includes('\u001b[')).toBe(isColoured);
    }
    const { stdout: slugs } = await home.run(['list', '--sandbox', '--format', 'slugs'], env);
    expect(slugs).not.toContain('\u001b');
  });

  it('on stdout is the same whether facts are printed or not', async () => {
    const told = await home.run(['list', '--sandbox']);
    const quiet = await home.run(['list', '--sandbox', '--quiet']);
    expect(quiet.stdout).toBe(told.stdout);
    expect(quiet.stderr).toMatch(/^SAMPLE: .*\n$/);
  });

  it('of a sample says so on stderr and in JSON', async () => {
    const { stdout, stderr } = await home.run(['list', '--sandbox', '--json']);
    const { catalog } = JSON.parse(stdout);
    expect(catalog.sample).toMatch(/sample/);
    expect(stderr).toContain(`SAMPLE: ${catalog.sample}`);
  });

  it('holds no escape sequence of a hostile server, whatever the format', async () => {
    const sandbox = await startSandbox({
      catalog: {
        models: [{ id: 'a/\u001b[31mb', name: '\u001b]0;title\u0007' }, { id: 'c/\u009b2Jd' }],
        distillable: new Set(['a/\u001b[31mb']),
        sample: 'hostile rows',
      },
    });
    for (const format of ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs']) {
      const args = ['list', '--all', '--format', format, '--base-url', sandbox.url];
      const { stdout, stderr, code } = await home.run(args);
      expect(code).toBe(0);
      expect(stdout + stderr).not.toMatch(/(?!\n)\p{Cc}/u);
    }
    await sandbox.close();
  });
});

describe('list --sandbox', () => {
  it('ends by naming the command for the live list', async () => {
    const { stderr } = await home.run(['list', '--sandbox']);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/distillable list$/);
  });

  it('writes nothing anywhere', async () => {
    const empty = await createHome();
    await empty.run(['list', '--sandbox']);
    await empty.run(['refresh', '--sandbox']);
    await empty.run(['explain', 'a/b', '--sandbox']);
    expect(await readdir(empty.path)).toEqual([]);
    await empty.remove();
  });
});

describe('the API key', () => {
  const key = 'sk-or-v1-0123456789abcdef-secret';

  it('is in no output and no cache file, whatever fails', async () => {
    const sandbox = await startSandbox();
    const env = { OPENROUTER_API_KEY: key, OPENROUTER_BASE_URL: sandbox.url };
    let printed = '';
    const keep = async (args: readonly string[], extra = env): Promise<void> => {
      const { stdout, stderr } = await home.run([...args, '--verbose'], extra);
      printed += stdout + stderr;
    };
    await keep(['list']);
    await keep(['cache', 'info']);
    await keep(['snapshot', 'export']);
    sandbox.setFaults([{ kind: 'status', status: 401 }]);
    await keep(['refresh']);
    await keep(['refresh', '--json']);
    sandbox.setFaults([{ kind: 'reset' }]);
    await keep(['refresh']);
    await keep(['list', '--base-url', 'http://127.0.0.1:1/api/v1']);
    await keep(['list', '--no-such-flag']);
    await keep(['list'], { ...env, OPENROUTER_BASE_URL: `https://user:${key}@127.0.0.1/` });
    const { requests } = sandbox;
    await sandbox.close();

    expect(requests.length).toBeGreaterThan(0);
    expect(printed.length).toBeGreaterThan(1_000);
    expect(printed).not.toContain(key);
    const files = await home.cached();
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) expect(await readFile(join(home.cache, name), 'utf8')).not.toContain(key);
  });
});
