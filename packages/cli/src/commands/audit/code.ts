import { auditCode, type CodeAuditReport, type CodeRule, codeRules } from '@distillable/audit';
import { type ExitCode, exitCodes, usageError } from '../../errors.js';
import { openOutputPipe, writeOutput } from '../../output.js';
import { choosePolicy } from '../../policy-file.js';
import { noteUnmatchedEntries } from '../../policy-lists.js';
import type { Session } from '../../session.js';
import { catalogFacts, noteCatalog } from '../../sources/catalog-view.js';
import { withCatalog } from '../../sources/with-catalog.js';
import { chooseColours } from '../../terminal/style.js';
import { toSafeJson } from '../../terminal/text.js';
import { type AuditFlags, formatOfFiles, readFailOn, rejectSeveralForms } from './flags.js';
import { renderCodeAudit, summarizeCodeAudit } from './render-code.js';
import { renderAnnotations, renderSarif } from './render-findings.js';

/**
 * `distillable audit --code <dir>`
 *
 * @throws CommandError `USAGE`
 */
export async function runCodeAudit(
  session: Session,
  directories: readonly string[],
  flags: AuditFlags,
): Promise<void> {
  rejectContradictions(directories, flags, session.settings.json);
  const rules = codeRules.map(({ id }) => id);
  const errors = codeRules.filter(({ level }) => level === 'error').map(({ id }) => id);
  const failOn = readFailOn(flags.failOn, rules, errors);
  const { cwd, env, now } = session.io;
  const { policy, from } = await choosePolicy(session, {});
  await withCatalog(session, async (view) => {
    noteUnmatchedEntries(session, policy, view.snapshot);
    const found = await auditCode(directories, { snapshot: view.snapshot, policy, cwd, env, now });
    const report = { ...found, catalog: catalogFacts(view) };
    await print(session, report, flags);
    session.endWith(exitCodeOf(session, report, failOn));
    noteCatalog(session, view);
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
}

async function print(session: Session, report: CodeAuditReport, flags: AuditFlags): Promise<void> {
  const { io, notes } = session;
  if (flags.sarifFile !== undefined) await writeOutput(flags.sarifFile, renderSarif(report));
  await openOutputPipe(io.stdout).write(render(session, report, flags));
  for (const line of summarizeCodeAudit(report)) notes.say(line);
}

function render({ io, settings }: Session, report: CodeAuditReport, { sarif, format }: AuditFlags): string {
  if (settings.json) return `${toSafeJson(report, 2)}\n`;
  if (sarif === true) return renderSarif(report);
  if (format === 'github') return renderAnnotations(report);
  return renderCodeAudit(report, { colours: chooseColours(io), verbose: settings.verbose });
}

/** Unread files are never reported as clean, and a run that judged nothing does not succeed. */
function exitCodeOf(
  { notes }: Session,
  { totals, unread }: CodeAuditReport,
  failOn: readonly CodeRule[],
): ExitCode {
  const unreadable = unread.filter(({ reason }) => reason === 'unreadable');
  for (const { file } of unreadable) notes.warn(`unreadable: ${file}`);
  if (totals.files === 0) notes.warn('warning: there was no file to read, so nothing was judged.');
  if (unreadable.length > 0 || totals.files === 0) return exitCodes.usage;
  return failOn.some((rule) => totals.findings[rule] > 0) ? exitCodes.rejected : exitCodes.done;
}

/**
 * Rejects flags that make sense for rows only: no one should believe that they had an effect.
 *
 * @throws CommandError `USAGE`
 */
function rejectContradictions(directories: readonly string[], flags: AuditFlags, json: boolean): void {
  if (directories.length === 0) throw usageError('Name directories to look through; . is this one.');
  rejectSeveralForms(flags, json);
  const { modelField, ignoreField, ignoreRoles, assumeModel, names, accept } = flags;
  const { timeField, idField, textField } = flags;
  const { archive, ledger, markdown, report, out, rejects, annotate, evidence, sign } = flags;
  const ofRows = {
    '--model-field': modelField,
    '--ignore-field': ignoreField,
    '--ignore-roles': ignoreRoles,
    '--assume-model': assumeModel,
    '--names': names,
    '--accept': accept,
    '--time-field': timeField,
    '--id-field': idField,
    '--text-field': textField,
    '--format': formatOfFiles(flags),
    '--archive': archive,
    '--ledger': ledger,
    '--markdown': markdown,
    '--report': report,
    '--out': out,
    '--rejects': rejects,
    '--annotate': annotate,
    '--evidence': evidence,
    '--sign': sign,
  };
  const [name] = Object.entries(ofRows).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined)
    throw usageError(`${name} is for rows, and cannot be used with --code. Leave one out.`);
}
