import { type ExitCode, exitCodes } from './errors.js';
import { type Io, processIo, readVersion } from './io.js';
import { createProgram, VersionRequest } from './program.js';
import { reportError } from './report-error.js';

/** Runs the command line of this process, and leaves its exit code behind. */
export async function runProcess(): Promise<void> {
  const exitCode = await main(process.argv.slice(2), processIo());
  // An error on stdout may have set one already. `process.exit` would cut off output that is not written yet.
  process.exitCode ??= exitCode;
  // A read on a dead file system never ends and can't be cancelled, so it would keep the process running.
  if (process.getActiveResourcesInfo().includes('FSReqPromise')) {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1_000).unref();
  }
}

/**
 * Runs one command line; `argv` without node and script. Never throws and never ends the process: every failure
 * becomes a message on stderr and an exit code.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const endWith = (code: ExitCode): void => {
    exitCode = code;
  };
  try {
    const program = await createProgram(io, argv, endWith);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof VersionRequest) {
      io.stdout.write(`${readVersion()}\n`);
      return exitCodes.done;
    }
    return reportError(error, argv, io);
  }
}
