import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../packages/cli/src/__fixtures__/run-command-line.js';

/** The built command line. */
export const cliPath: string = fileURLToPath(
  new URL('../../packages/cli/bin/distillable.cjs', import.meta.url),
);

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a process came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty home, with a cache directory that is not there yet. */
export interface Home {
  readonly path: string;
  readonly cache: string;
  /** Runs a command line in this process, in this home; `env` is added to a nearly empty environment. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Runs the bin as a process of its own. */
  spawn(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Runs a line of bash, where `$distillable` is the command. */
  bash(script: string, env?: Readonly<Record<string, string>>): Promise<Outcome>;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  /** Names of the cached files. */
  cached(): Promise<readonly string[]>;
  /** Changes the one cached file. */
  editCache(edit: (content: string) => string): Promise<void>;
  /** Makes the cached list older by so many milliseconds. */
  ageCache(milliseconds: number): Promise<void>;
  remove(): Promise<void>;
}

export async function createHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'distillable-cli-'));
  const cache = join(path, 'cache');
  const environment = (env: Readonly<Record<string, string>> = {}) => ({
    PATH: process.env['PATH'] ?? '',
    HOME: path,
    DISTILLABLE_CACHE_DIR: cache,
    ...env,
  });
  const start: Home['start'] = (args, env) =>
    spawn(process.execPath, [cliPath, ...args], { cwd: path, env: environment(env) });
  const cached: Home['cached'] = () => readdir(cache).catch(() => []);
  const editCache: Home['editCache'] = async (edit) => {
    const [name = ''] = await cached();
    const file = join(cache, name);
    await writeFile(file, edit(await readFile(file, 'utf8')));
  };
  return {
    path,
    cache,
    async run(args, env) {
      // Relative paths are the process's, which runs one file of tests at a time.
      process.chdir(path);
      return runCommandLine(args, { cwd: path, env: environment(env) });
    },
    spawn: (args, env) => outcomeOf(start(args, env)),
    bash: (script, env) => {
      const distillable = `${process.execPath} ${cliPath}`;
      return outcomeOf(
        spawn('bash', ['-c', script], { cwd: path, env: { ...environment(env), distillable } }),
      );
    },
    start,
    cached,
    editCache,
    ageCache: (milliseconds) =>
      editCache((content) =>
        content.replace(
          /(retrievedAt\\*":\\*")([^"\\]+)/,
          (_, name: string, at: string) => name + new Date(Date.parse(at) - milliseconds).toISOString(),
        ),
      ),
    remove() {
      process.chdir(root);
      return rm(path, { recursive: true, force: true });
    },
  };
}

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
