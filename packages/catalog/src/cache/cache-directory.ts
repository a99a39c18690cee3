import { isAbsolute, join, resolve } from 'node:path';

/** What of a process decides where its cache is. */
export interface CacheSurroundings {
  /** Its environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Its working directory. */
  readonly cwd: string;
}

/** Where the cache is, or why there is none. */
export type CacheDirectory =
  | {
      /** An absolute path. The directory need not exist. */
      readonly path: string;
    }
  | {
      /** Why there is none, as a clause for people. */
      readonly problem: string;
    };

/**
 * Where the programs of distillable keep the list, so that they share it: the directory that was chosen
 * (`DISTILLABLE_CACHE_DIR`), or the user's cache directory on this platform. A path that is
 * only relative because a variable is empty or wrong is not used: it would be somewhere in the working directory.
 *
 * @param chosen a relative one counts from the working directory
 * @see https://specifications.freedesktop.org/basedir-spec (a relative `XDG_CACHE_HOME` is invalid)
 */
export function findCacheDirectory(
  chosen: string | undefined,
  { env, cwd }: CacheSurroundings,
  platform: NodeJS.Platform,
): CacheDirectory {
  if (chosen !== undefined) return { path: resolve(cwd, chosen) };
  const [variable, ...rest] = locations(platform, env);
  const base = env[variable]?.trim() ?? '';
  if (base === '') return { problem: `${variable} is not set` };
  if (!isAbsolute(base)) return { problem: `${variable} is not an absolute path` };
  return { path: join(base, ...rest) };
}

/** A variable with a directory, and the way from there. */
function locations(
  platform: NodeJS.Platform,
  env: CacheSurroundings['env'],
): readonly [variable: string, ...path: string[]] {
  switch (platform) {
    case 'win32':
      return ['LOCALAPPDATA', 'distillable', 'Cache'];
    case 'darwin':
      return ['HOME', 'Library', 'Caches', 'distillable'];
    default:
      return (env['XDG_CACHE_HOME'] ?? '') === ''
        ? ['HOME', '.cache', 'distillable']
        : ['XDG_CACHE_HOME', 'distillable'];
  }
}
