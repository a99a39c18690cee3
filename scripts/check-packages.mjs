// Checks what would be published: packs every package, lints the tarballs, and uses them in empty projects. Needs a build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.mjs';
import { tryCommand } from './try-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const unwanted = /\.test\.|\.map$|^src\/|\.tsbuildinfo$|(^|\/)(__fixtures__|__snapshots__|node_modules)\//;

const folder = mkdtempSync(join(tmpdir(), 'distillable-packages-'));
try {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  const packages = pack(tarballs).map((tarball) => ({ tarball, ...contents(tarball) }));
  for (const each of packages) check(each);
  importAll(packages);
  const command = packages.find(({ manifest }) => manifest.name === 'distillable');
  console.log(`installed: ${await tryCommand(command?.tarball ?? '', join(folder, 'command'))}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [bin]
 */

/**
 * @param {string} tarball
 * @returns {{ files: string[], manifest: Manifest }}
 */
function contents(tarball) {
  const paths = run(root, 'tar', '-tzf', tarball).trimEnd().split('\n');
  return {
    files: paths.map((path) => path.replace(/^package\//, '')),
    manifest: JSON.parse(run(root, 'tar', '-xzOf', tarball, 'package/package.json')),
  };
}

/** @param {{ tarball: string, files: string[], manifest: Manifest }} packed */
function check({ tarball, files, manifest }) {
  for (const wanted of ['LICENSE', 'README.md']) assert.ok(files.includes(wanted), `${wanted} is missing`);
  assert.deepEqual(
    files.filter((file) => unwanted.test(file)),
    [],
    'files that no user needs',
  );
  run(root, 'npm', 'run', '--silent', 'package:lint', '--', tarball);
  if (entries(manifest).length > 0) run(root, 'npm', 'run', '--silent', 'package:types', '--', tarball);
  console.log(`${manifest.name}@${manifest.version}: ${files.length} files`);
}

/**
 * Installs the packages with npm, imports every entry point, and starts every command.
 *
 * @param {{ tarball: string, manifest: Manifest }[]} packages
 */
function importAll(packages) {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const tarballs = packages.map(({ tarball }) => tarball);
  run(project, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs);
  for (const specifier of packages.flatMap(({ manifest }) => entries(manifest))) {
    run(project, process.execPath, '--eval', `import('${specifier}')`);
  }
  for (const name of packages.flatMap(({ manifest }) => Object.keys(manifest.bin ?? {}))) {
    run(project, join(project, 'node_modules', '.bin', name), '--version');
  }
}

/**
 * The specifiers of a package's modules.
 *
 * @param {Manifest} manifest
 */
function entries({ name, exports = {} }) {
  return Object.keys(exports)
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => name + entry.slice(1));
}

/**
 * Runs a command to its end, and returns what it printed.
 *
 * @param {string} cwd
 * @param {string} command
 * @param {...string} args
 * @throws {Error} When it ends with a code other than 0.
 */
function run(cwd, command, ...args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}`);
}
