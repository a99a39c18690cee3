import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packs every package as a release would.
 *
 * @param {string} destination An empty folder for the tarballs.
 * @returns {string[]} The paths of the tarballs.
 */
export function pack(destination) {
  // The page is published within the command line.
  const filters = ['--filter', './packages/*', '--filter', '!@distillable/explore'];
  const options = [...filters, 'pack', '--pack-destination', destination];
  execFileSync(process.execPath, ['scripts/pnpm.mjs', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return readdirSync(destination).map((name) => join(destination, name));
}
