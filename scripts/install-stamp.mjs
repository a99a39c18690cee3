import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * What decides whether an install is still good: the lockfile, every manifest, and the runtime it was made for.
 *
 * @param {URL} root The repository's folder.
 * @param {{ readonly node: string, readonly platform: string, readonly arch: string }} runtime `node` as in `process.versions.node`.
 * @returns {string} 64 hexadecimal digits.
 */
export function installStamp(root, runtime) {
  const hash = createHash('sha256');
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(new URL(path, root)))
      .update('\0');
  }
  const [major] = runtime.node.split('.');
  return hash.update(`${major} ${runtime.platform} ${runtime.arch}`).digest('hex');
}

/**
 * Whether the last install under `root` was finished, was made for exactly this stamp, and is still in its place.
 *
 * @param {URL} root
 * @param {string} stamp
 */
export function isInstalled(root, stamp) {
  const file = stampFile(root);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== stamp) return false;
  return manifests(root)
    .map((path) => new URL(path, root))
    .every((manifest) => !hasDependencies(manifest) || existsSync(new URL('node_modules', manifest)));
}

/**
 * pnpm makes no node_modules for a package without any.
 *
 * @param {URL} manifest
 */
function hasDependencies(manifest) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

/**
 * Call before an install: one that is cut off then counts as none.
 *
 * @param {URL} root
 */
export function clearInstallStamp(root) {
  rmSync(stampFile(root), { force: true });
}

/**
 * Call after an install that succeeded.
 *
 * @param {URL} root
 * @param {string} stamp
 */
export function writeInstallStamp(root, stamp) {
  writeFileSync(stampFile(root), stamp);
}

/** @param {URL} root */
function stampFile(root) {
  return new URL('node_modules/.install-stamp', root);
}

/**
 * Every workspace package's manifest, relative to the root: the root's own, those one folder down, and packages/*.
 *
 * @param {URL} root
 * @returns {string[]}
 */
function manifests(root) {
  return ['', ...folders(root, ''), ...folders(root, 'packages/')]
    .map((folder) => `${folder}package.json`)
    .filter((path) => existsSync(new URL(path, root)))
    .sort();
}

/**
 * @param {URL} root
 * @param {string} parent
 */
function folders(root, parent) {
  return readdirSync(new URL(parent, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => `${parent}${entry.name}/`);
}
