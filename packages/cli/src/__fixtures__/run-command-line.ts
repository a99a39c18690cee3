import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ExitCode } from '../errors.js';
import { main } from '../main.js';

/** The world around one run; what is left out is empty. */
export interface World {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | readonly Uint8Array[];
  readonly now?: () => number;
  /** Whether stdout and stderr are terminals. */
  readonly isTerminal?: boolean;
}

/** The result of one run. */
export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function runCommandLine(words: readonly string[], world: World): Promise<Ran> {
  const { cwd, env = {}, stdin = '', now = Date.now, isTerminal = false } = world;
  const open = (): PassThrough & { isTTY?: boolean } => Object.assign(new PassThrough(), { isTTY: isTerminal });
  const [stdout, stderr] = [open(), open()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  const chunks = typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin;
  const code = await main(words, {
    ...{ stdout, stderr, env, cwd, now },
    stdin: () => PassThrough.from(chunks),
    untilInterrupted: async () => {},
  });
  stdout.end();
  stderr.end();
  const [out, error] = await printed;
  return { code, stdout: out, stderr: error };
}
