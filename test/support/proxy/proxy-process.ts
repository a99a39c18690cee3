import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createHome, type Home } from '../cli-run.js';

/** A proxy in a process of its own. */
export interface ProxyProcess {
  /** Base URL for clients; ends in `/v1`. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly child: ChildProcess;
  readonly home: Home;
  /** The first line that it printed. */
  readonly line: string;
  /** What it logged so far. */
  readonly log: () => string;
  /** Asks it to stop; resolves with its exit code when it has. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the bin as `distillable proxy` on a free port, and waits for its address. */
export async function spawnProxy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ProxyProcess> {
  const home = await createHome();
  const child = home.start(['proxy', '--port', '0', ...args], env);
  const closed = once(child, 'close');
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  if (child.stdout === null) throw new Error('no stdout');
  const [line]: unknown[] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    closed.then(([code]) => Promise.reject(new Error(`The proxy ended with ${code}: ${log}`))),
  ]);
  const text = String(line);
  const url = text.startsWith('{') ? String(JSON.parse(text).url) : text;
  const { origin, port } = new URL(url);
  return {
    url,
    origin,
    port: Number(port),
    child,
    home,
    line: text,
    log: () => log,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await closed;
      await home.remove();
      return code;
    },
  };
}
