// Checks what would be published: packs every package, lints the tarballs, and uses them in an empty project.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack } from './pack.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const unwanted = /\.test\.|\.tsbuildinfo$|(^|\/)(__fixtures__|__snapshots__|node_modules)\//;

const folder = mkdtempSync(join(tmpdir(), 'distillable-packages-'));
try {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  const packages = pack(tarballs).map((tarball) => ({ tarball, ...contents(tarball) }));
  for (const each of packages) check(each);
  tryInstalled(packages);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {Record<string, unknown>} [exports]
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
 * Uses the packages as a stranger would: installs them with npm, imports every entry point and runs the command.
 *
 * @param {{ tarball: string, manifest: Manifest }[]} packages
 */
function tryInstalled(packages) {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  const tarballs = packages.map(({ tarball }) => tarball);
  run(project, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs);
  for (const specifier of packages.flatMap(({ manifest }) => entries(manifest))) {
    run(project, process.execPath, '--eval', `import('${specifier}')`);
  }
  const slugs = run(
    project,
    'npx',
    '--no-install',
    'distillable',
    'list',
    '--sandbox',
    '--quiet',
    '--format',
    'slugs',
  );
  assert.match(slugs, /^~?[\w.-]+\/[\w.:-]+\n/);
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
 * Runs a command to its end, with its errors on our stderr.
 *
 * @param {string} cwd
 * @param {string} command
 * @param {...string} args
 * @throws {Error} When it ends with a code other than 0.
 */
function run(cwd, command, ...args) {
  const env = { ...process.env, DISTILLABLE_CACHE_DIR: join(folder, 'cache') };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
