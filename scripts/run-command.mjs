import { spawnSync } from 'node:child_process';

/**
 * Runs a command to its end and returns what it wrote to stdout. Its stderr goes to ours.
 *
 * @param {readonly string[]} commandLine The command and its arguments.
 * @param {{ readonly cwd: string | URL, readonly env?: NodeJS.ProcessEnv }} options
 * @returns {string}
 * @throws {Error} When it can't be started or ends with another code than 0; the message holds its stdout.
 */
export function runCommand([command = '', ...commandArguments], { cwd, env = process.env }) {
  const { status, signal, error, stdout } = spawnSync(command, commandArguments, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error !== undefined) throw new Error(`Could not start ${command}: ${error.message}`);
  if (status === 0) return stdout;
  throw new Error(`${[command, ...commandArguments].join(' ')} ended with ${status ?? signal}\n${stdout}`);
}
