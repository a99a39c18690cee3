import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const packages = new URL('../packages/', import.meta.url);

/**
 * Maps every entry point of the workspace's packages to its source, so that tests and the bundler need no build:
 * `@distillable/catalog/file-store` to `…/packages/catalog/src/cache/file-store.ts`.
 *
 * @returns {Record<string, string>} Absolute paths by import specifier.
 */
export function workspaceSources() {
  const manifests = readdirSync(packages)
    .map((folder) => new URL(`${folder}/package.json`, packages))
    .filter((manifest) => existsSync(manifest));
  return Object.fromEntries(manifests.flatMap(sourcesOf));
}

/**
 * @param {URL} manifest
 * @returns {[specifier: string, path: string][]}
 */
function sourcesOf(manifest) {
  /** @type {{ name: string, exports?: Record<string, string | { default: string }> }} */
  const { name, exports = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.entries(exports).flatMap(([entry, target]) => {
    // A plain string is a JSON file, which is its own source.
    if (typeof target === 'string') return [];
    const source = target.default.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
    return [[`${name}${entry.slice(1)}`, fileURLToPath(new URL(source, manifest))]];
  });
}
