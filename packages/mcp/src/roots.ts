import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { ServerError } from './errors.js';

/**
 * The real paths of the directories whose files may be read.
 *
 * @throws ServerError `USAGE` where one is no directory
 */
export async function openRoots(paths: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    paths.map(async (path) => {
      const real = await realpath(path).catch(() => null);
      if (real !== null && (await stat(real)).isDirectory()) return real;
      throw new ServerError('USAGE', `--root ${path}: there is no such directory.`);
    }),
  );
}

/**
 * The real path of a file below one of the roots. What lies elsewhere, whether by `..` or by a link, is rejected like what
 * does not exist: nothing is said about files outside.
 *
 * @param path absolute, or relative to a root
 * @param roots as {@link openRoots} returns them
 * @throws ServerError `FILE_NOT_ALLOWED`
 */
export async function findInRoots(path: string, roots: readonly string[]): Promise<string> {
  for (const root of roots) {
    const real = await realpath(resolve(root, path)).catch(() => null);
    if (real === null || !roots.some((each) => isBelow(real, each))) continue;
    const facts = await stat(real).catch(() => null);
    // A pipe would wait for its writer.
    if (facts?.isFile() === true) return real;
  }
  const message = `There is no such file in the allowed directories: ${roots.join(', ')}`;
  throw new ServerError('FILE_NOT_ALLOWED', message);
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
