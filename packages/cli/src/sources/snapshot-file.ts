import { readFile } from 'node:fs/promises';
import { type CatalogSnapshot, DistillableError, parseSnapshot } from '@distillable/catalog';
import { CommandError, reasonOf } from '../errors.js';

/**
 * Reads what `snapshot export` wrote.
 *
 * @throws CommandError `INPUT_UNREADABLE`, naming the file and what is wrong with it
 */
export async function readSnapshotFile(path: string): Promise<CatalogSnapshot> {
  const value = await readJsonFile(path);
  try {
    return parseSnapshot(value);
  } catch (cause) {
    if (!DistillableError.is(cause)) throw cause;
    throw new CommandError('INPUT_UNREADABLE', `${path}: ${reasonOf(cause)}.`, {
      cause,
      details: { ...cause.details, path, reason: cause.code },
    });
  }
}

/** @throws CommandError `INPUT_UNREADABLE`, naming the file */
async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError('INPUT_UNREADABLE', `Cannot read ${path}: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CommandError('INPUT_UNREADABLE', `${path} is not JSON: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  }
}
