import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';
import { readSnapshotFile } from '../sources/read-snapshot-file.js';
import { type CatalogsInForce, catalogsByTime } from './catalogs-in-force.js';

/**
 * Reads a directory of exported snapshots, such as a ledger keeps beside itself.
 *
 * @throws CommandError `INPUT_UNREADABLE` where it has none, and for a file in it that is none: a gap in an archive would
 * go unseen
 */
export async function readArchive(directory: string): Promise<CatalogsInForce> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unreadable(directory, `Cannot read ${directory}: ${reasonOf(cause)}.`, cause);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) {
    throw unreadable(
      directory,
      `${directory} has no snapshot: files that \`distillable snapshot export\` wrote.`,
    );
  }
  const snapshots = [];
  for (const name of files) snapshots.push(await readSnapshotFile(join(directory, name)));
  return catalogsByTime(snapshots);
}

function unreadable(path: string, message: string, cause?: unknown): CommandError {
  return new CommandError('INPUT_UNREADABLE', message, { cause, details: { path } });
}
