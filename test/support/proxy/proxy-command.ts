import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { main } from '../../../packages/cli/src/main.js';
import type { Home } from '../cli-run.js';

/** `distillable proxy`, running in this process. */
export interface ProxyCommand {
  /** The first line that it printed. */
  readonly line: string;
  /** Base URL for clients. */
  readonly url: string;
  /** What it printed on stderr so far. */
  readonly log: () => string;
  /** Asks it to stop, as a signal does; resolves with its exit code when it has. */
  stop(): Promise<number>;
}

/** Runs the command on a free port, and waits for its address. */
export async function startProxyCommand(
  { path, cache }: Home,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  now: () => number = Date.now,
): Promise<ProxyCommand> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let log = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const waiting: (() => void)[] = [];
  // Relative paths are the process's.
  process.chdir(path);
  const ended = main(['proxy', '--port', '0', ...args], {
    stdout,
    stderr,
    stdin: () => PassThrough.from([]),
    cwd: path,
    env: { HOME: path, DISTILLABLE_CACHE_DIR: cache, ...env },
    now,
    untilInterrupted: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const [printed]: unknown[] = await Promise.race([
    once(stdout, 'data'),
    ended.then((code) => Promise.reject(new Error(`The proxy ended with ${code}: ${log}`))),
  ]);
  const line = String(printed).trimEnd();
  return {
    line,
    url: line.startsWith('{') ? String(JSON.parse(line).url) : line,
    log: () => log,
    stop() {
      for (const interrupt of waiting.splice(0)) interrupt();
      return ended;
    },
  };
}
