import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogSnapshot, DistillableError, parseSnapshot } from '@distillable/catalog';
import { AuditError, reasonOf, unreadable } from './audit-error.js';

/** The catalogs that rows are judged by. */
export interface CatalogsInForce {
  /** By time, oldest first. */
  readonly snapshots: readonly CatalogSnapshot[];
  /**
   * When each came into force, in milliseconds since the epoch, where rows are judged by the one of their own time; null
   * where one judges all.
   */
  readonly since: readonly number[] | null;
}

/** One catalog for all rows, whatever their time; or for each row the newest of a list that had been read by its time. */
export function catalogsInForce(snapshots: CatalogSnapshot | readonly CatalogSnapshot[]): CatalogsInForce {
  if (!isList(snapshots)) return { snapshots: [snapshots], since: null };
  const ordered = snapshots.toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime());
  return { snapshots: ordered, since: ordered.map(({ retrievedAt }) => retrievedAt.getTime()) };
}

function isList(
  snapshots: CatalogSnapshot | readonly CatalogSnapshot[],
): snapshots is readonly CatalogSnapshot[] {
  return Array.isArray(snapshots);
}

/** Index of the catalog in force at that time; -1 where there was none, or where the row has no time. */
export function periodAt(since: CatalogsInForce['since'], time: number | null): number {
  if (since === null) return 0;
  if (time === null) return -1;
  let [from, to] = [0, since.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((since[middle] ?? 0) <= time) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

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
