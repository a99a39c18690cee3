import { builtInTerms, type CatalogSnapshot, type TermsTable } from '@distillable/catalog';
import type { AuditReport } from '../report.js';
import { digestOf, rejectFilled, writeFolder } from './folder.js';
import { readSigningKey } from './keys.js';
import { signStatement, statementFile } from './statement.js';

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
 * Prepares a folder with what an audit found, in the formats that others ask for: before the audit, so that it does not
 * run for nothing.
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
