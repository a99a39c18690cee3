import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs this Node with these arguments and returns what it wrote to stdout.
 *
 * @param {readonly string[]} nodeArguments
 * @param {NodeJS.ProcessEnv} [env]
 * @throws {Error} When it ends with another code than 0; the message holds its stderr.
 */
export async function runNode(nodeArguments, env = process.env) {
  const { stdout } = await execute(process.execPath, [...nodeArguments], { env, maxBuffer: 1e8 });
  return stdout;
}
