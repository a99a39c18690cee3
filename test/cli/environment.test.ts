import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHome, type Home } from '../support/cli-run.js';
import { startTunnelProxy, type TunnelBehaviour, type TunnelProxy } from '../support/tunnel-proxy.js';

const eu = 'https://eu.openrouter.ai/api/v1';
const elsewhere = 'http://api.test/api/v1';
let home: Home;
let sandbox: Sandbox;
const proxies: TunnelProxy[] = [];

beforeAll(async () => {
  home = await createHome();
  await writeFile(join(home.path, 'rows.jsonl'), '{"model": "a/b"}\n');
  sandbox = await startSandbox();
});

afterAll(async () => {
  for (const proxy of proxies) await proxy.close();
  await sandbox.close();
  await home.remove();
});

async function startProxy(behaviour: TunnelBehaviour): Promise<TunnelProxy> {
  const proxy = await startTunnelProxy(behaviour);
  proxies.push(proxy);
  return proxy;
}

describe('a shared cache', () => {
  it.each(['http://user:secret@cache.test', 'cache.test:6379', 'secret'])(
    'must have the address of a Redis, and %j is not repeated',
    async (DISTILLABLE_CACHE) => {
      const { code, stderr } = await home.run(['list', '--base-url', sandbox.url], { DISTILLABLE_CACHE });
      expect(code).toBe(2);
      expect(stderr).toContain('must be an address like redis://host:6379/0');
      expect(stderr).not.toMatch(/secret|cache\.test/);
    },
  );

  it('that is away is a warning, which does not repeat its password', async () => {
    const DISTILLABLE_CACHE = 'redis://user:secret@127.0.0.1:1/0';
    const args = ['list', '--base-url', sandbox.url, '--format', 'slugs'];
    const { code, stdout, stderr } = await home.run(args, { DISTILLABLE_CACHE });
    expect([code, stdout]).toEqual([0, expect.stringContaining('/')]);
    expect(stderr).toContain('The list will be fetched again next time');
    expect(stderr).not.toContain('secret');
  });

  it('may be named in the configuration', async () => {
    await writeFile(join(home.path, 'distillable.config.json'), '{"cache": "mailto:x"}');
    const { code } = await home.run(['list', '--base-url', sandbox.url]);
    await rm(join(home.path, 'distillable.config.json'));
    expect(code).toBe(2);
  });
});

// Each failure takes the seconds of its retries: all at once.
describe.concurrent('a proxy of the environment', () => {
  it.each([
    ['with its scheme', (host: string) => ({ HTTP_PROXY: `http://${host}` })],
    ['without a scheme, as curl takes it', (host: string) => ({ HTTP_PROXY: host })],
    ['in lower case, with spaces', (host: string) => ({ http_proxy: ` ${host}\n` })],
  ])('is used where it is given %s', async (_, envOf) => {
    const proxy = await startProxy({ target: sandbox.url });
    const outcome = await home.run(['refresh', '--base-url', elsewhere], envOf(proxy.host));
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringMatching(/\d+ models/) });
    expect(new Set(proxy.connected)).toEqual(new Set(['api.test:80']));
  });

  it.each(['', ' ', '\t'])('is none where the variable is %j', async (HTTPS_PROXY) => {
    const outcome = await home.run(['refresh', '--base-url', sandbox.url], {
      HTTPS_PROXY,
      HTTP_PROXY: HTTPS_PROXY,
    });
    expect(outcome.code).toBe(0);
  });

  it.each([
    ['refresh', 'http://'],
    ['list', 'http://user:secret@'],
    ['check a/b', 'mailto://secret'],
    ['snapshot export', ':8080'],
    ['proxy --port 0', 'http://:secret'],
  ])('ends `%s` with 2 where it is %j, naming the variable', async (line, HTTPS_PROXY) => {
    const outcome = await home.run([...line.split(' '), '--base-url', eu], { HTTPS_PROXY });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: HTTPS_PROXY is not the address of a proxy/);
    expect(outcome.stderr).not.toContain('secret');
  });

  it.each(['list --sandbox', 'list --offline', 'ledger stats missing.jsonl', 'cache path'])(
    'does not matter to `%s`, which needs no network',
    async (line) => {
      const outcome = await home.run(line.split(' '), { HTTPS_PROXY: 'http://' });
      expect(outcome.stderr).not.toContain('HTTPS_PROXY');
    },
  );

  it.each<[string, TunnelBehaviour, RegExp]>([
    ['rejects', { status: 403 }, /rejected the request to connect \(HTTP status 403\)/],
    ['wants a password', { status: 407 }, /wants another user name and password/],
    ['hangs up', { hangsUp: true }, /broke the connection off/],
  ])('that %s is named as the one that did', async (_, behaviour, reason) => {
    const { host } = await startProxy(behaviour);
    const env = { HTTPS_PROXY: `http://user:secret@${host}` };
    const outcome = await home.run(['refresh', '--base-url', eu], env);
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toContain(`The proxy ${host} (HTTPS_PROXY) `);
    expect(outcome.stderr).toMatch(reason);
    expect(outcome.stderr).not.toMatch(/secret|If there is a proxy/);
  });

  it('that is not there is named, also where a stale list is used', async () => {
    const env = { OPENROUTER_BASE_URL: elsewhere, DISTILLABLE_CACHE_DIR: `${home.path}/stale` };
    const proxy = await startProxy({ target: sandbox.url });
    await home.run(['list'], { ...env, HTTP_PROXY: proxy.host });
    const expired = await home.run(['refresh'], { ...env, HTTP_PROXY: '127.0.0.1:1' });
    expect(expired).toMatchObject({ code: 4 });
    expect(expired.stderr).toContain('The proxy 127.0.0.1:1 (HTTP_PROXY) refused the connection.');
  });
});

describe.concurrent('the base URL of another region', () => {
  it.each([
    'list',
    'refresh',
    'check qwen/qwen3-max',
    'explain qwen/qwen3-max',
    'snapshot export',
    'audit rows.jsonl',
  ])('is the only host that `%s` reaches', async (line) => {
    const proxy = await startProxy({});
    await home.bash('echo \'{"model": "a/b"}\' > rows.jsonl');
    const env = { OPENROUTER_BASE_URL: eu, HTTPS_PROXY: proxy.host, HTTP_PROXY: proxy.host };
    expect((await home.run(line.split(' '), env)).code).toBeGreaterThan(2);
    expect(new Set(proxy.connected)).toEqual(new Set(['eu.openrouter.ai:443']));
  });
});

describe('without a place for the cache', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no home directory', { HOME: '' }, 'HOME is not set'],
    ['a relative home', { HOME: 'me' }, 'HOME is not an absolute path'],
    ['a relative XDG_CACHE_HOME', { XDG_CACHE_HOME: 'cache' }, 'XDG_CACHE_HOME is not an absolute path'],
  ])('(%s) a list is read all the same, and nothing is written', async (_, env, reason) => {
    const before = await readdir(home.path);
    const where = { ...env, DISTILLABLE_CACHE_DIR: '', OPENROUTER_BASE_URL: sandbox.url };
    for (const line of ['list', 'refresh', 'check a/b', 'explain a/b']) {
      const outcome = await home.run(line.split(' '), where);
      expect(outcome.stdout).not.toBe('');
      expect(outcome.stderr).toContain(`warning: There is no cache directory: ${reason}.`);
    }
    for (const [line, code] of [
      ['cache path', 2],
      ['cache info', 2],
      ['cache clear', 2],
      ['list --offline', 3],
    ] as const) {
      const outcome = await home.run(line.split(' '), where);
      expect(outcome).toMatchObject({ code, stdout: '' });
      expect(outcome.stderr).toContain(`There is no cache directory: ${reason}.`);
    }
    expect(await readdir(home.path)).toEqual(before);
  });
});
