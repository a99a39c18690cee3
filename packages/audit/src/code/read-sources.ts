import { lstat, readFile } from 'node:fs/promises';
import { decodeSource } from './decode-source.js';
import { type FileList, listFiles } from './list-files.js';
import { findSourceKind, type SourceKind } from './source-kind.js';

/** Larger files are made by programs. */
const largest = 1_048_576;
const atOnce = 32;

/** A file that could be read as text. */
export interface Source {
  readonly kind: SourceKind;
  readonly text: string;
}

/** Why a file was not read. */
export type Unread = 'binary' | 'too-large' | 'link' | 'gone' | 'unreadable';

/** A file with its text, or why there is none. */
export interface ReadSource {
  /** Absolute. */
  readonly path: string;
  readonly source: Source | Unread;
}

/** What a directory holds. */
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
    // Git names what its index holds, though it be deleted.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}
