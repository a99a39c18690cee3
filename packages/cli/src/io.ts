import { readFileSync } from 'node:fs';
import { exitCodes } from './errors.js';

/** A stream to print on; `columns` is set on terminals. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** Everything that a command may touch of the world around it, so that tests can hand in another. */
export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Opens stdin: asked for only where it is read, since opening it costs time. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Where `distillable.config.json` is looked for, and above it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves when the user asks to stop (SIGINT or SIGTERM). */
  readonly untilInterrupted: () => Promise<void>;
}

/** The real streams, environment and clock. */
export function processIo(): Io {
  process.stdout.on('error', endOnBrokenOutput);
  process.stderr.on('error', () => {});
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: () => process.stdin,
    cwd: process.cwd(),
    env: process.env,
    now: Date.now,
    untilInterrupted,
  };
}

/** `| head` closes the pipe when it has seen enough. That is not a failure, but a full disk is one. */
function endOnBrokenOutput(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') return;
  if (process.exitCode === exitCodes.usage) return;
  process.exitCode = exitCodes.usage;
  process.stderr.write(`error: The output could not be written: ${error.message}.\n`);
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      // From here on a second signal ends the process at once, should closing hang.
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

/** The version of this package. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return 'unknown';
  return String(manifest.version);
}
