// Installs and builds what is missing or out of date; importing it does the same. Runs on a bare Node with npm, so it
// uses `node:` modules only, and its syntax must parse on an old Node, which is then refused with a clear line.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clearInstallStamp, installStamp, isInstalled, writeInstallStamp } from './install-stamp.mjs';
import { isAtLeast } from './is-at-least.mjs';
import { pinnedPnpm } from './pinned-pnpm.mjs';

const root = new URL('..', import.meta.url);

refuseOldNode();
install();
build();

function refuseOldNode() {
  const floor = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).engines.node.replace(
    '>=',
    '',
  );
  if (isAtLeast(process.versions.node, floor)) return;
  fail(
    `This project needs Node ${floor} or newer, and this is Node ${process.versions.node}. Install a newer Node.`,
  );
}

function install() {
  const stamp = installStamp(root, {
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
  });
  if (isInstalled(root, stamp)) return;
  clearInstallStamp(root);
  run(
    'install the dependencies',
    'Check the network (and proxy or registry settings of npm), then run the same command again.',
    [
      // Without a terminal pnpm would ask in vain before it replaces a node_modules that does not fit.
      ...pinnedPnpm(root, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'),
    ],
  );
  writeInstallStamp(root, stamp);
}

function build() {
  // tsc trusts its build record and does not see that an output folder is gone.
  const packages = new URL('packages/', root);
  const lost = readdirSync(packages).some((name) => !existsSync(new URL(`${name}/dist`, packages)));
  run('build the packages', 'The compiler says what is wrong: see above.', [
    process.execPath,
    fileURLToPath(new URL('node_modules/typescript/bin/tsc', root)),
    '-b',
    ...(lost ? ['--force'] : []),
  ]);
}

/**
 * Runs one step in silence; its output is shown only when it fails.
 *
 * @param {string} step What it does: a verb and its object.
 * @param {string} advice What to do when it fails.
 * @param {readonly string[]} commandLine
 */
function run(step, advice, [command = '', ...commandArguments]) {
  process.stderr.write(`setup: ${step} … `);
  const start = Date.now();
  const { status, error, stdout, stderr } = spawnSync(command, commandArguments, {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Windows finds npx.cmd only through a shell, which would split a path at its spaces: so never for node itself.
    shell: process.platform === 'win32' && command === 'npx',
  });
  if (status === 0) {
    process.stderr.write(`${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stderr.write(`failed\n${stdout ?? ''}${stderr ?? ''}`);
  fail(`Could not ${step}${error ? ` (${error.message})` : ''}. ${advice}`);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`setup: ${message}\n`);
  process.exit(1);
}
