// The steps from a fresh clone to something that runs. They need nothing but Node and npm, and are quick when nothing
// is out of date.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the dependencies, unless pnpm's copy of the lockfile, written at the end of an install, says it has. */
export async function install() {
  const copy = `${root}node_modules/.pnpm/lock.yaml`;
  if (existsSync(copy) && readFileSync(copy).equals(readFileSync(`${root}pnpm-lock.yaml`))) return;
  // Without a terminal pnpm would ask in vain before it replaces a node_modules that does not fit.
  const options = ['--frozen-lockfile', '--config.confirmModulesPurge=false'];
  await run('installing the dependencies', 'scripts/pnpm.mjs', 'install', ...options);
}

/** Checks the types of the packages, and writes those that are libraries to their dist/. */
export async function compile() {
  await run('compiling the packages', 'node_modules/typescript/bin/tsc', '-b');
}

/** Bundles the command line from the packages' sources, unless none has changed since. Needs no compiled packages. */
export async function bundle() {
  const bin = `${root}packages/cli/dist/main.cjs`;
  if (existsSync(bin) && statSync(bin).mtimeMs > lastChange()) return;
  const start = new Date();
  await run('bundling the command line', 'node_modules/rolldown/bin/cli.mjs', '-c');
  // What changed meanwhile may not be in it.
  utimesSync(bin, start, start);
}

/** When the newest file that the bundle is made of was changed, or a folder of them. */
function lastChange() {
  const sources = readdirSync(`${root}packages`, { recursive: true, encoding: 'utf8' })
    // Nor the folders of packages: the first bundle makes one in them.
    .filter((path) => /[\\/]/.test(path) && !/[\\/](dist|node_modules)(?:[\\/]|$)/.test(path))
    .map((path) => `packages/${path}`);
  const others = ['scripts', 'rolldown.config.mjs', 'pnpm-lock.yaml'];
  return Math.max(...[...sources, ...others].map((path) => statSync(root + path).mtimeMs));
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
