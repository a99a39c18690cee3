import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';

let home: Home;
let sandbox: Sandbox;

beforeAll(async () => {
  home = await createHome();
  sandbox = await startSandbox();
});

afterAll(async () => {
  await sandbox.close();
  await home.remove();
});

const unreachable = 'http://127.0.0.1:1/api/v1';

describe('exit codes', () => {
  it.each([
    [0, 'list --sandbox --quiet --format slugs'],
    [2, 'list --no-such-flag'],
    [3, 'list --offline --base-url http://nothing-cached.test/v1'],
    [4, `refresh --base-url ${unreachable}`],
  ])('of the process is %i for `%s`', async (code, line) => {
    expect((await home.spawn(line.split(' '))).code).toBe(code);
  });

  it('is 4 when the server fails a refresh, and the list of before stays', async () => {
    const env = { OPENROUTER_BASE_URL: sandbox.url };
    await home.run(['list'], env);
    sandbox.setFaults([{ kind: 'html' }]);
    const refresh = await home.run(['refresh'], env);
    const list = await home.run(['list', '--format', 'slugs'], env);
    sandbox.setFaults([]);
    expect(refresh).toMatchObject({ code: 4, stdout: '' });
    expect(list.code).toBe(0);
    expect(list.stdout.split('\n').length).toBeGreaterThan(20);
  });

  it.each([
    ['list', 3],
    ['refresh', 4],
  ])('of `%s` is %i when the server is slower than --timeout', async (command, code) => {
    const slow = await startSandbox({ faults: [{ kind: 'delay', milliseconds: 60_000 }] });
    const outcome = await home.run([command, '--base-url', slow.url, '--timeout', '100ms']);
    await slow.close();
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toMatch(/within 100 ms/);
  });
});

describe('errors', () => {
  it.each([
    ['lst --json', 'USAGE'],
    ['list --offline --json', 'CACHE_EMPTY'],
    ['list --json --catalog missing.json', 'INPUT_UNREADABLE'],
    [`list --json --base-url ${unreachable}`, 'CATALOG_UNAVAILABLE'],
    ['sandbox --json --catalog missing.json', 'SANDBOX_FILE_UNREADABLE'],
  ])('of `%s` are one line of JSON with the code %s', async (line, code) => {
    const { stderr } = await home.run(line.split(' '));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stderr)).toEqual({
      error: { code, message: expect.any(String), details: expect.any(Object) },
    });
  });

  it('come with a stack and causes under --verbose only', async () => {
    const { stderr } = await home.run(['list', '--verbose', '--base-url', unreachable]);
    expect(stderr).toMatch(/^\s+at /m);
    expect(stderr).toMatch(/CATALOG_NETWORK/);
  });
});
