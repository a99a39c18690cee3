import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Uses the packed packages as a stranger would: installs them with npm into an empty project, runs the command, and
 * imports every entry point.
 *
 * @param {readonly import('./pack-packages.mjs').PackedPackage[]} packages
 * @throws {Error} When something does not work.
 */
export function tryPacked(packages) {
  const project = mkdtempSync(join(tmpdir(), 'distillable-packed-'));
  try {
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    const options = { cwd: project, env: { ...process.env, DISTILLABLE_CACHE_DIR: join(project, 'cache') } };
    const tarballs = packages.map(({ tarball }) => tarball);
    runCommand(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], options);
    tryCommand(packages, options);
    for (const { manifest } of packages) tryImports(manifest, options);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/**
 * @param {readonly import('./pack-packages.mjs').PackedPackage[]} packages
 * @param {{ readonly cwd: string, readonly env: NodeJS.ProcessEnv }} options
 */
function tryCommand(packages, options) {
  const expected = packages.find(({ manifest }) => manifest.name === '@distillable/cli')?.manifest.version;
  assert.equal(runCommand(['npx', '--no-install', 'distillable', '--version'], options).trim(), expected);
  // pipefail: a reader that leaves early must not make the command fail.
  const list =
    'set -o pipefail; npx --no-install distillable list --sandbox --quiet --format slugs | head -3';
  const slugs = runCommand(['bash', '-c', list], options).trim().split('\n');
  assert.equal(slugs.length, 3);
  for (const slug of slugs) assert.match(slug, /^~?[\w.-]+\/[\w.:-]+$/);
}

/**
 * @param {import('./pack-packages.mjs').PackedManifest} manifest
 * @param {{ readonly cwd: string, readonly env: NodeJS.ProcessEnv }} options
 */
function tryImports({ name, exports = {} }, options) {
  for (const path of Object.keys(exports).filter((key) => !key.endsWith('.json'))) {
    const specifier = `${name}${path.slice(1)}`;
    const program = `console.log(Object.keys(await import('${specifier}')).length)`;
    const names = Number(runCommand([process.execPath, '--input-type=module', '--eval', program], options));
    assert.ok(names > 0, `${specifier} exports nothing`);
  }
}
