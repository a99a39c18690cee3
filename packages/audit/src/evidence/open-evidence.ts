import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { builtInTerms, type CatalogSnapshot, type TermsTable } from '@distillable/catalog';
import { auditError, unwritable } from '../audit-error.js';
import type { AuditReport } from '../report.js';
import { digestOf, type FolderFile, readSigningKey, signStatement, statementFile } from './statement.js';

/** Options of {@link openEvidence}. */
export interface EvidenceOptions {
  /** Path of an Ed25519 private key (PEM, without a password) that signs the folder. @default not signed */
  readonly key?: string | undefined;
}

/** A folder of evidence that is not written yet. */
export interface Evidence {
  /**
   * Writes the folder, whole or not at all, and returns the paths of its files, relative to it.
   *
   * @param snapshots those that the audit was given; the ones that judged rows are written, too
   * @param terms the table that the audit was given, which is written, too; by default the built-in one
   * @throws AuditError `OUTPUT_UNWRITABLE`
   */
  readonly write: (
    report: AuditReport,
    snapshots: CatalogSnapshot | readonly CatalogSnapshot[],
    terms?: TermsTable,
  ) => Promise<readonly string[]>;
}

/**
 * Prepares a folder for the findings of an audit, in the formats that others ask for. Call it before the audit, which
 * would otherwise run in vain if the folder can't be written.
 *
 * @param directory a folder that does not exist yet, or is empty
 * @throws AuditError `OUTPUT_UNWRITABLE` if there is something in it, `INPUT_UNREADABLE` if the key can't be used
 * @example
 * const evidence = await openEvidence('evidence', { key: 'private.pem' });
 * const snapshot = await catalog.snapshot();
 * await evidence.write(await audit(['data/*.jsonl'], { snapshots: snapshot }), snapshot);
 */
export async function openEvidence(
  directory: string,
  { key: path }: EvidenceOptions = {},
): Promise<Evidence> {
  await rejectFilled(directory);
  const key = path === undefined ? null : await readSigningKey(path);
  return {
    async write(report, snapshots, terms = builtInTerms()) {
      // Most audits need none of the formats.
      const { evidenceFiles } = await import('./evidence-files.js');
      const files = evidenceFiles(report, [snapshots].flat(), terms, key !== null);
      const statement =
        key === null
          ? []
          : [{ path: statementFile, content: signStatement(files.map(digestOf), report, key) }];
      const all = [...files, ...statement];
      await writeFolder(directory, all);
      return all.map((file) => file.path);
    },
  };
}

/** @throws AuditError `OUTPUT_UNWRITABLE` if there is something at this path other than an empty folder */
async function rejectFilled(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    if (isMissing(cause)) return [];
    throw unwritable(directory, cause);
  });
  if (entries.length === 0) return;
  const message = `Cannot write ${directory}: it is not empty. Name a folder that does not exist yet.`;
  throw auditError('OUTPUT_UNWRITABLE', directory, message);
}

/**
 * Writes a folder that appears whole, or not at all.
 *
 * @throws AuditError `OUTPUT_UNWRITABLE`; nothing is left then
 */
async function writeFolder(directory: string, files: readonly FolderFile[]): Promise<void> {
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
