import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '@distillable/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '../support/action.js';

const run = promisify(execFile);
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** What a stranger has: an empty home, Node and npm, and a registry. */
interface Stranger {
  readonly home: string;
  /** What programs find in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a program in a folder of the home, and resolves with what it prints. */
  readonly run: (folder: string, program: string, args: readonly string[]) => Promise<string>;
}

let folder: string;
let stop: () => Promise<void>;
let stranger: Stranger;
let sandbox: Sandbox;
/** What the release prints, and what it prints when it is repeated. */
let printed: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'distillable-registry-'));
  const install = [
    '../../scripts/pnpm.mjs',
    '--dir',
    '.',
    'install',
    '--frozen-lockfile',
    '--loglevel=error',
  ];
  await run(process.execPath, install, { cwd: path('../registry') });
  const registry = await startRegistry(folder, await npmSetting('registry'), await npmSetting('cafile'));
  stop = registry.stop;
  sandbox = await startSandbox();
  stranger = await createStranger(join(folder, 'home'), registry.url, sandbox.url);
  printed = [await publish(), await publish()];
}, 600_000);

afterAll(async () => {
  await sandbox.close();
  await stop();
  await rm(folder, { recursive: true, force: true });
});

function publish(): Promise<string> {
  return stranger.run('.', process.execPath, [path('../../scripts/publish.mjs')]);
}

/** Our packages are its own; all others come from the registry that npm is set to. */
async function startRegistry(
  directory: string,
  upstream: string,
  authorities: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const config = join(directory, 'registry.json');
  const own = { access: '$all', publish: '$all', unpublish: '$all' };
  await writeFile(
    config,
    JSON.stringify({
      storage: join(directory, 'storage'),
      uplinks: { upstream: { url: upstream } },
      packages: { '@distillable/*': own, distillable: own, '**': { access: '$all', proxy: 'upstream' } },
      log: { type: 'stdout', level: 'fatal' },
      max_body_size: '50mb',
    }),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const bin = path('../registry/node_modules/verdaccio/bin/verdaccio');
  const args = [bin, '--config', config, '--listen', `127.0.0.1:${port}`];
  // Where npm needs authorities of its own to reach its registry, so does this one.
  const trust = authorities === 'null' ? {} : { NODE_EXTRA_CA_CERTS: authorities };
  const env = { ...process.env, ...trust };
  const server = spawn(process.execPath, args, { stdio: 'inherit', env });
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  for (let tries = 0; !(await isUp(url)); tries += 1) {
    if (tries > 1_200 || server.exitCode !== null) throw new Error('the registry did not start');
    await wait(100);
  }
  return {
    url,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

/** `null` where it is not set. */
async function npmSetting(name: string): Promise<string> {
  const { stdout } = await run('npm', ['config', 'get', name], { cwd: tmpdir() });
  return stdout.trim();
}

async function isUp(url: string): Promise<boolean> {
  const response = await fetch(new URL('-/ping', url)).catch(() => null);
  return response?.ok === true;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function createStranger(home: string, registry: string, baseUrl: string): Promise<Stranger> {
  await mkdir(home);
  // npm asks for a key before it publishes; this registry takes any.
  const key = `${registry.replace('http:', '')}:_authToken=any`;
  await writeFile(join(home, '.npmrc'), `registry=${registry}\n${key}\naudit=false\nfund=false\n`);
  const { PATH = '' } = process.env;
  const cache = join(home, 'cache');
  const own = { OPENROUTER_API_KEY: 'any', OPENROUTER_BASE_URL: baseUrl };
  const env = { HOME: home, PATH, NO_COLOR: '1', npm_config_cache: cache, ...own };
  return {
    home,
    env,
    async run(name, program, args) {
      const cwd = join(home, name);
      await mkdir(cwd, { recursive: true });
      const { stdout } = await run(program, args, { cwd, env, timeout: 300_000 });
      return stdout;
    },
  };
}

// Each installs packages, which takes long on a busy machine.
describe('packages on a registry', { timeout: 180_000 }, () => {
  it('are published once, however often a release is repeated', () => {
    const [first = '', second = ''] = printed.map((text) => text.trimEnd().replaceAll(/-\d\S*tgz/g, ''));
    expect(first.split('\n')).toContain('distillable: published');
    expect(second).toBe(first.replaceAll(': published', ': is published already'));
  });

  it('print their version', async () => {
    const { version } = JSON.parse(await readFile(path('../../packages/cli/package.json'), 'utf8'));
    expect(await stranger.run('npx', 'npx', ['--yes', 'distillable', '--version'])).toBe(`${version}\n`);
  });

  it('list distillable models by one line that installs nothing', async () => {
    const printed = await stranger.run('npx', 'npx', ['--yes', 'distillable', 'list', '--sandbox']);
    expect(printed).toContain('qwen/qwen3-max');
  });

  it('install the command line for all folders', async () => {
    await stranger.run('.', 'npm', [
      'install',
      '--global',
      '--prefix',
      join(stranger.home, 'global'),
      'distillable',
    ]);
    const bin = join(stranger.home, 'global', 'bin', 'distillable');
    expect(await stranger.run('.', bin, ['check', 'qwen/qwen3-max', '--sandbox', '--quiet'])).toContain(
      'allowed',
    );
  });

  it('run the action of this version, as a workflow does', async () => {
    const { home, env } = stranger;
    const files = { 'a.ts': "x({ model: 'openai/gpt-5' });\n" };
    const ran = await runAction({ home, env, files, inputs: { code: '.' } });
    expect(ran.log).toMatch(/^::error file=a\.ts,line=1,col=13,endColumn=25,title=not-distillable::/m);
    expect(ran).toMatchObject({ code: 1, outputs: { verdict: 'fail', errors: '1' } });
  });

  it('run the quick start of core as its README says', async () => {
    const readme = await readFile(path('../../packages/core/README.md'), 'utf8');
    const [, install = ''] = /^npm (install .*)$/m.exec(readme) ?? [];
    const [, program = ''] = /^```js\n(.*?)^```$/ms.exec(readme) ?? [];
    await stranger.run('project', 'npm', ['init', '--yes']);
    await stranger.run('project', 'npm', install.split(' '));
    await writeFile(join(stranger.home, 'project', 'quick-start.mjs'), program);
    const printed = await stranger.run('project', process.execPath, ['quick-start.mjs']);
    expect(printed).toMatch(/^qwen\/qwen3-max This is sandbox text/);
    expect(printed).toContain('openai/gpt-5 is not marked as distillable');
  });
});
