import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogSnapshot, DistillableError, parseSnapshot } from '@distillable/catalog';
import { AuditError, reasonOf, unreadable } from './audit-error.js';

/**
 * Reads a directory of exported snapshots, such as a ledger keeps beside itself, to be given as `snapshots`: each row is
 * then judged by the list that was in force at its time.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a directory without any, and for a `.json` file in it that is not a snapshot:
 * a gap in an archive would go unnoticed
 */
export async function readArchive(directory: string): Promise<readonly CatalogSnapshot[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw unreadable(directory, cause);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) {
    throw new AuditError(
      'INPUT_UNREADABLE',
      `${directory} has no snapshot: files that \`distillable snapshot export\` wrote.`,
      { details: { path: directory } },
    );
  }
  const snapshots = [];
  for (const name of files) snapshots.push(await readSnapshot(join(directory, name)));
  return snapshots;
}

async function readSnapshot(path: string): Promise<CatalogSnapshot> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    return parseSnapshot(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !DistillableError.is(cause)) throw cause;
    throw new AuditError('INPUT_UNREADABLE', `${path} is not a snapshot: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  }
}
