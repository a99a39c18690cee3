import type { CatalogSnapshot } from '@distillable/catalog/light';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';
import { readJsonFile } from './read-json-file.js';

/**
 * Reads what `snapshot export` wrote.
 *
 * @throws CommandError `INPUT_UNREADABLE`, naming the file and what is wrong with it
 */
export async function readSnapshotFile(path: string): Promise<CatalogSnapshot> {
  const value = await readJsonFile(path);
  const { CatalogSnapshot, DistillableError } = await import('@distillable/catalog');
  try {
    return CatalogSnapshot.fromJSON(value);
  } catch (cause) {
    if (!DistillableError.is(cause)) throw cause;
    throw new CommandError('INPUT_UNREADABLE', `${path}: ${reasonOf(cause)}.`, {
      cause,
      details: { ...cause.details, path, reason: cause.code },
    });
  }
}
