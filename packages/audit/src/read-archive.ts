import { existsSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CatalogSnapshot,
  checkOptions,
  DistillableError,
  findDuplicateKey,
  parseSnapshot,
  reasonOf,
} from '@distillable/catalog';
import { digestOfName, verifyLedger } from '@distillable/ledger';
import { AuditError, auditError, reading, unreadableLedger } from './audit-error.js';

/** Options of {@link readArchive}. */
export interface ArchiveOptions {
  /**
   * The ledgers whose catalogs the directory has, where that is not the one beside it (`ledger.jsonl` for
   * `ledger.jsonl.snapshots`). A directory without a file named `sha256-….json` has no catalogs of a ledger.
   */
  readonly ledgers?: readonly string[] | undefined;
}

/**
 * Reads a directory of exported snapshots, such as a ledger keeps beside itself, to be given as `snapshots`: each row is
 * then judged by the list that was in force at its time. The catalogs of a ledger must be those that its entries name,
 * `retrievedAt` included. Other directories are trusted.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a directory without any, and for a `.json` file in it that is not a snapshot:
 * a gap in an archive would go unnoticed; for a file that is named after another digest; and for an archive that is not
 * what its ledger says
 */
export async function readArchive(
  directory: string,
  options: ArchiveOptions = {},
): Promise<readonly CatalogSnapshot[]> {
  checkOptions('readArchive', options, { ledgers: { strings: null } });
  const names = await reading(directory, readdir(directory));
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) {
    const message = `${directory} has no snapshot: files that \`distillable snapshot export\` wrote.`;
    throw auditError('INPUT_UNREADABLE', directory, message);
  }
  await verifyByLedger(directory, files, options.ledgers ?? []);
  const snapshots = [];
  for (const name of files) snapshots.push(await readSnapshot(join(directory, name)));
  return snapshots;
}

/** The directory that a ledger keeps beside itself is found by its name, wherever a link to it may be. */
async function verifyByLedger(
  directory: string,
  files: readonly string[],
  named: readonly string[],
): Promise<void> {
  const [, own] = /^(.+)\.snapshots$/.exec(await realpath(directory)) ?? [];
  const isOfOwn = own !== undefined && [own, `${own}.1`].some((path) => existsSync(path));
  const others = files.some((name) => digestOfName(name) !== null) ? named : [];
  for (const ledger of isOfOwn ? [own] : others) await verifyBy(ledger, directory);
}

async function verifyBy(ledger: string, directory: string): Promise<void> {
  const { problems } = await verifyLedger(ledger, { archive: directory }).catch((cause: unknown) => {
    throw unreadableLedger(ledger, cause);
  });
  // The end of a ledger that is just being written proves nothing about the rest.
  const problem = problems.find(({ code }) => code !== 'TORN');
  if (problem === undefined) return;
  const { file, line, code, message } = problem;
  const where = `${file}:${line}: ${code} ${message}`;
  throw auditError(
    'INPUT_UNREADABLE',
    file,
    `The archive ${directory} is not what its ledger says: ${where}`,
  );
}

async function readSnapshot(path: string): Promise<CatalogSnapshot> {
  const text = await reading(path, readFile(path, 'utf8'));
  try {
    const snapshot = parseSnapshot(JSON.parse(text));
    if (findDuplicateKey(text) !== null) throw notSnapshot(path, 'one object has a field twice');
    rejectOtherName(path, snapshot.digest);
    return snapshot;
  } catch (cause) {
    if (AuditError.is(cause)) throw cause;
    if (!(cause instanceof SyntaxError) && !DistillableError.is(cause)) throw cause;
    throw notSnapshot(path, reasonOf(cause), cause);
  }
}

function notSnapshot(path: string, reason: string, cause?: unknown): AuditError {
  return auditError('INPUT_UNREADABLE', path, `${path} is not a snapshot: ${reason}.`, cause);
}

function rejectOtherName(path: string, digest: string): void {
  const named = digestOfName(path);
  if (named === null || named === digest) return;
  const message = `${path} is named after another catalog: it has the digest ${digest}.`;
  throw auditError('INPUT_UNREADABLE', path, message);
}
