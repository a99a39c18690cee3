import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AuditError, unwritable } from '../audit-error.js';
import type { Digest } from './statement.js';

/** A file of the folder, before it is written. */
export interface FolderFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** @throws AuditError `OUTPUT_UNWRITABLE` if there is something at this path other than an empty folder */
export async function rejectFilled(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw unwritable(directory, cause);
  });
  if (entries.length === 0) return;
  const message = `Cannot write ${directory}: it is not empty. Name a folder that does not exist yet.`;
  throw new AuditError('OUTPUT_UNWRITABLE', message, { details: { path: directory } });
}

/**
 * Writes a folder that appears whole, or not at all.
 *
 * @throws AuditError `OUTPUT_UNWRITABLE`; nothing is left then
 */
export async function writeFolder(directory: string, files: readonly FolderFile[]): Promise<void> {
  const target = resolve(directory);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(8).toString('hex')}.tmp`);
  try {
    await mkdir(temporary, { recursive: true });
    for (const { path, content } of files) await writeDurably(join(temporary, path), content);
    // Not every system renames over a folder, and none over one that has been filled by now.
    await rmdir(target).catch(ignoreMissing);
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    throw unwritable(directory, cause);
  }
}

export function digestOf({ path, content }: FolderFile): Digest {
  return { path, sha256: createHash('sha256').update(content).digest('hex') };
}

async function writeDurably(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', 0o666);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
