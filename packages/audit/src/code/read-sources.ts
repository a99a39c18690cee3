import { spawn } from 'node:child_process';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { findSourceKind, type SourceKind } from './source-kind.js';

/** Larger files are made by programs. */
const largest = 1_048_576;
const atOnce = 32;

export interface Source {
  readonly kind: SourceKind;
  readonly text: string;
}

export type Unread = 'binary' | 'too-large' | 'link' | 'gone' | 'unreadable';

/** A file with its text, or why there is none. */
export interface ReadSource {
  /** Absolute. */
  readonly path: string;
  readonly source: Source | Unread;
}

/** The files of a directory. */
export interface Sources {
  readonly listedBy: FileList['by'];
  /** One after the other; a few are read ahead. */
  readonly files: AsyncIterable<ReadSource>;
}

/** Finds the sources in a directory. */
export async function openSources(directory: string, env: NodeJS.ProcessEnv): Promise<Sources> {
  const list = await listFiles(directory, env);
  return { listedBy: list.by, files: readFiles(directory, list) };
}

/** Never read outside a repository, where nothing says what is generated. */
const generated: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', 'dist', 'build']);

interface FileList {
  /** Relative to the directory, `/` between parts, in order. Links and directories can be among those that git names. */
  readonly paths: readonly string[];
  /** The program that listed them: git leaves out the files that `.gitignore` names. */
  readonly by: 'git' | 'walk';
  /** Directories that could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Files below a directory: in a repository, those that git tracks or would add; elsewhere all but generated ones. Links
 * are not followed, so there are no loops.
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

async function* readFiles(directory: string, { paths, unreadable }: FileList): AsyncGenerator<ReadSource> {
  for (const path of unreadable) yield { path: `${directory}/${path}`, source: 'unreadable' };
  const wanted = paths.flatMap((path) => {
    const kind = findSourceKind(path);
    return kind === undefined ? [] : [{ path: `${directory}/${path}`, kind }];
  });
  for (let first = 0; first < wanted.length; first += atOnce) {
    const some = wanted.slice(first, first + atOnce);
    yield* await Promise.all(
      some.map(async ({ path, kind }) => ({ path, source: await readSource(path, kind) })),
    );
  }
}

async function readSource(path: string, kind: SourceKind): Promise<Source | Unread> {
  try {
    const found = await lstat(path);
    // Where a link leads into the tree, the file is read under its own name.
    if (found.isSymbolicLink()) return 'link';
    if (!found.isFile()) return 'unreadable';
    if (found.size > largest) return 'too-large';
    const text = decodeSource(await readFile(path));
    return text === null ? 'binary' : { kind, text };
  } catch (error) {
    // Git also names files of its index that have been deleted.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

const sampleLength = 1_024;

/** The text of a source file in UTF-8 or UTF-16, with or without a byte order mark; null if it is binary. */
export function decodeSource(bytes: Buffer): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return fromBigEndian(bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.toString('utf8', 3);
  if (!bytes.subarray(0, 8 * sampleLength).includes(0)) return bytes.toString('utf8');
  return decodeUnmarked(bytes);
}

/** UTF-16 without its mark: text in Latin letters has a zero in every second byte, and hardly one elsewhere. */
function decodeUnmarked(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, sampleLength);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 4;
  if (odd > enough && odd > 20 * even) return bytes.toString('utf16le');
  if (even > enough && even > 20 * odd) return fromBigEndian(bytes);
  return null;
}

function fromBigEndian(bytes: Buffer): string {
  // A copy, since swapping changes the bytes in place.
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}
