import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server of the Redis protocol that a test started for itself: on a free loopback port, nothing kept on disk. */
export interface RedisServer {
  readonly url: string;
  /** Stops the process in its tracks (`SIGSTOP`), lets it go on (`SIGCONT`) or ends it (`SIGKILL`); waits for the end. */
  send(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  /** Starts it again on the same port, empty, after it has ended. */
  restart(): Promise<void>;
  /** Ends it, in whatever state it is, and removes its directory. Idempotent. */
  stop(): Promise<void>;
}

/** The installed server: Redis or its fork Valkey, which speak the same protocol. Undefined when there is neither. */
export function findRedisBinary(): string | undefined {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
}

/** Starts `binary` and waits until it takes connections. */
export async function startRedisServer(binary: string): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'distillable-redis-'));
  const { child: first, port } = await startOnFreePort(binary, directory);
  let child = first;
  const send = async (signal: NodeJS.Signals): Promise<void> => {
    if (hasEnded(child)) return;
    const closed = once(child, 'close');
    child.kill(signal);
    if (signal === 'SIGKILL') await closed;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    send,
    async restart() {
      child = startOnPort(binary, directory, port);
      const reason = await startUpProblem(child);
      if (reason !== '') throw new Error(`${binary} did not start again: ${reason}`);
    },
    async stop() {
      await send('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Somebody else may take a free port before the server does, so a few are tried. */
async function startOnFreePort(
  binary: string,
  directory: string,
): Promise<{ child: ChildProcess; port: number }> {
  let reason = '';
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await findFreePort();
    const child = startOnPort(binary, directory, port);
    reason = await startUpProblem(child);
    if (reason === '') return { child, port };
  }
  throw new Error(`${binary} did not start: ${reason}`);
}

function startOnPort(binary: string, directory: string, port: number): ChildProcess {
  const memoryOnly = ['--save', '', '--appendonly', 'no', '--dir', directory];
  return spawn(binary, ['--bind', '127.0.0.1', '--port', String(port), ...memoryOnly]);
}

/** What the server said when it ended instead of getting ready; empty when it is ready. */
async function startUpProblem(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The server has no stdout.');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (!line.includes('Ready to accept connections')) continue;
    // A pipe that is not read would fill up and stop the server.
    child.stdout.resume();
    return '';
  }
  return said.join('\n') || 'it said nothing';
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The probe got no port.');
  return address.port;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
