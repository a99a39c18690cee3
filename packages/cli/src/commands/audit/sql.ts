import { auditSql, readNames, sqlEngines } from '@distillable/audit';
import { usageError } from '../../errors.js';
import { givenFlags } from '../../flags.js';
import { openOutputPipe } from '../../output.js';
import { choosePolicy } from '../../policy-file.js';
import { noteUnmatchedEntries } from '../../policy-lists.js';
import type { Session } from '../../session.js';
import { noteCatalog } from '../../sources/catalog-view.js';
import { withCatalog } from '../../sources/open-catalog.js';
import { toPlainLines } from '../../terminal/text.js';
import { type AuditFlags, formatOfFiles, readAccepted, readRoles, readWord } from './flags.js';

/**
 * `distillable audit --print-sql <engine> <files…>`
 *
 * @throws CommandError `USAGE`
 */
export async function runPrintSql(
  session: Session,
  files: readonly string[],
  engineName: string,
  flags: AuditFlags,
): Promise<void> {
  const { settings, notes, io } = session;
  if (files.length === 0) throw usageError('Name files to look at: a sample with all columns is enough.');
  const engine = readWord('--print-sql', engineName, sqlEngines, 'one of');
  rejectOthers(flags, settings.json);
  const { policy, from } = await choosePolicy(session, {});
  const declared = flags.names === undefined ? {} : await readNames(flags.names);
  await withCatalog(session, async (view) => {
    noteUnmatchedEntries(session, policy, view.snapshot);
    const sql = await auditSql(files, engine, {
      snapshot: view.snapshot,
      policy,
      format: formatOfFiles(flags),
      modelFields: flags.modelField,
      ignoreFields: flags.ignoreField,
      ignoreRoles: readRoles(flags.ignoreRoles),
      assumeModel: flags.assumeModel,
      names: { ...settings.config?.names, ...declared },
      accept: readAccepted(flags.accept),
      now: io.now,
    });
    await openOutputPipe(io.stdout).write(toPlainLines(sql));
    if (engine !== 'duckdb') notes.say(`The SQL for ${engine} is not run by our tests.`);
    noteCatalog(session, view);
  });
  if (from !== null) notes.say(`policy: ${from}`);
}

/** Names everything that the SQL does not do. */
function rejectOthers(flags: AuditFlags, json: boolean): void {
  const [other] = givenFlags({
    '--json': json,
    '--archive': flags.archive,
    '--ledger': flags.ledger,
    '--out': flags.out,
    '--rejects': flags.rejects,
    '--annotate': flags.annotate,
    '--report': flags.report,
    '--markdown': flags.markdown,
    '--sarif': flags.sarif,
    '--sarif-file': flags.sarifFile,
    '--format github': flags.format === 'github',
    '--code': flags.code,
    '--fail-on': flags.failOn,
    '--time-field': flags.timeField,
    '--id-field': flags.idField,
    '--text-field': flags.textField,
  });
  if (other !== undefined) throw usageError(`--print-sql cannot be used with ${other}. Leave one out.`);
}
