import { type ExitCode, exitCodes } from './errors.js';
import type { Io } from './io.js';
import { readVersion } from './io.js';
import { createProgram, VersionRequest } from './program.js';
import { reportError } from './report-error.js';

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
