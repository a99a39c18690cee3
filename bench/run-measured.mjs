import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const report = new URL('report-memory.mjs', import.meta.url).href;

/**
 * Runs this Node with these arguments, and tells how long that took and how large the process became, in MB of resident
 * memory, with what it wrote to stdout.
 *
 * @param {readonly string[]} nodeArguments
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ readonly stdout: string, readonly ms: number, readonly MB: number }>}
 * @throws {Error} When it ends with another code than 0; the message holds its stderr.
 */
export async function runMeasured(nodeArguments, env = process.env) {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', report, ...nodeArguments], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const memory = child.stdio[3];
  if (child.stdout === null || child.stderr === null || memory === null || memory === undefined) {
    throw new Error('a child has the pipes that it was started with');
  }
  const ended = new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  const [stdout, stderr, bytes, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    text(/** @type {import('node:stream').Readable} */ (memory)),
    ended,
  ]);
  if (code !== 0) throw new Error(`node ${nodeArguments.join(' ')} ended with ${code}:\n${stderr}`);
  return { stdout, ms: performance.now() - start, MB: Number(bytes) / 1e6 };
}
