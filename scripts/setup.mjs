// Installs and builds what is missing or out of date. Needs nothing but Node and npm.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!isInstalled()) {
  // Without a terminal pnpm would ask in vain before it replaces a node_modules that does not fit.
  const options = ['--frozen-lockfile', '--config.confirmModulesPurge=false'];
  await run('installing the dependencies', 'scripts/pnpm.mjs', 'install', ...options);
}
await run('building the packages', 'node_modules/typescript/bin/tsc', '-b');

/** pnpm keeps a copy of the lockfile beside what it installed, written at the end of the install. */
function isInstalled() {
  const copy = `${root}node_modules/.pnpm/lock.yaml`;
  return existsSync(copy) && readFileSync(copy).equals(readFileSync(`${root}pnpm-lock.yaml`));
}

/**
 * Runs a script of the repository. Says so on stderr when it takes a while, and shows its output when it fails.
 *
 * @param {string} step
 * @param {...string} command
 */
async function run(step, ...command) {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const announcement = setTimeout(() => process.stderr.write(`setup: ${step} …\n`), 1_000);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  clearTimeout(announcement);
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}setup: ${step} failed\n`);
  process.exit(1);
}
