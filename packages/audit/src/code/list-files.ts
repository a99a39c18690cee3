import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** Never read outside a repository, where nothing says what is generated. */
const generated: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', 'dist', 'build']);

/** The files in a directory. */
export interface FileList {
  /** Relative to the directory, `/` between parts, in order. Links and directories can be among those that git names. */
  readonly paths: readonly string[];
  /** Who listed them: git leaves out what `.gitignore` names. */
  readonly by: 'git' | 'walk';
  /** Directories that could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Files below a directory: in a repository, those that git tracks or would add; elsewhere all but what is generated. No
 * link is followed, so there are no loops.
 */
export async function listFiles(directory: string, env: NodeJS.ProcessEnv): Promise<FileList> {
  const tracked = await listByGit(directory, env);
  if (tracked === null) return walk(directory);
  const paths = tracked.filter((path) => !path.split('/').includes('node_modules'));
  return { paths: [...new Set(paths)].sort(), by: 'git', unreadable: [] };
}

/** Null if there is no repository, no git, or one that git does not trust. */
async function listByGit(directory: string, env: NodeJS.ProcessEnv): Promise<readonly string[] | null> {
  // A repository's own settings must not be able to start a program.
  const safely = ['--no-optional-locks', '-c', 'core.fsmonitor=false'];
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawn('git', [...safely, '-C', directory, ...list], {
    env: withoutGit(env),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => {
    git.on('error', () => resolve(null));
    git.on('close', resolve);
  });
  const listed = await buffer(git.stdout);
  return (await ended) === 0 ? listed.toString().split('\0').filter(Boolean) : null;
}

/** Variables such as GIT_DIR, which hooks have set, would have another repository listed. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
}

async function walk(directory: string): Promise<FileList> {
  const paths: string[] = [];
  const unreadable: string[] = [];
  const pending = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    const entries = await readdir(`${directory}/${prefix}`, { withFileTypes: true }).catch(() => null);
    if (entries === null) unreadable.push(prefix);
    for (const entry of entries ?? []) {
      if (entry.isDirectory() && !generated.has(entry.name)) pending.push(`${prefix}${entry.name}/`);
      if (entry.isFile()) paths.push(`${prefix}${entry.name}`);
    }
  }
  return { paths: paths.sort(), by: 'walk', unreadable };
}
