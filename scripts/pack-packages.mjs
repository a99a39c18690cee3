import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedPnpm } from './pinned-pnpm.mjs';
import { runCommand } from './run-command.mjs';

/**
 * A packed package: its tarball, the paths inside, and the manifest that a registry would get.
 *
 * @typedef {object} PackedPackage
 * @property {string} tarball
 * @property {readonly string[]} files Relative to the package.
 * @property {PackedManifest} manifest
 */

/**
 * @typedef {object} PackedManifest
 * @property {string} name
 * @property {string} version
 * @property {Readonly<Record<string, unknown>>} [exports]
 * @property {Readonly<Record<string, string>>} [dependencies]
 * @property {Readonly<Record<string, string>>} [peerDependencies]
 * @property {Readonly<Record<string, string>>} [optionalDependencies]
 */

/**
 * Packs every package of the workspace's `packages` folder as a release would.
 *
 * @param {URL} root The repository's folder.
 * @param {string} destination An empty folder for the tarballs.
 * @returns {PackedPackage[]}
 */
export function packPackages(root, destination) {
  runCommand(pinnedPnpm(root, '--filter', './packages/*', 'pack', '--pack-destination', destination), {
    cwd: root,
  });
  return readdirSync(destination).map((name) => readTarball(join(destination, name)));
}

/**
 * @param {string} tarball
 * @returns {PackedPackage}
 */
function readTarball(tarball) {
  const cwd = new URL('.', import.meta.url);
  const paths = runCommand(['tar', '-tzf', tarball], { cwd }).trimEnd().split('\n');
  const files = paths.map((path) => path.replace(/^package\//, ''));
  return {
    tarball,
    files,
    manifest: JSON.parse(runCommand(['tar', '-xzOf', tarball, 'package/package.json'], { cwd })),
  };
}
