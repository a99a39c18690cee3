import { readFileSync } from 'node:fs';

/**
 * The command line that runs pnpm at the version of package.json's `packageManager`, the one place where it is pinned.
 * Goes through npx, so that nobody has to install pnpm first.
 *
 * @param {URL} root The repository's folder.
 * @param {readonly string[]} pnpmArguments What pnpm is asked to do.
 * @returns {[command: string, ...arguments: string[]]}
 */
export function pinnedPnpm(root, ...pnpmArguments) {
  const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  // A corepack pin may end in +sha512.…, which npx does not understand.
  const [specifier] = String(packageManager).split('+');
  return ['npx', '--yes', String(specifier), ...pnpmArguments];
}
