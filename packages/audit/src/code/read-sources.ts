import { lstat, readFile } from 'node:fs/promises';
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
