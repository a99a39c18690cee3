import {
  auditCode,
  type CodeAuditReport,
  type CodeFinding,
  type CodeRule,
  codeRules,
  countOf,
} from '@distillable/audit';
import { type ExitCode, exitCodes, usageError } from '../../errors.js';
import { givenFlags } from '../../flags.js';
import { choosePolicy } from '../../policy-file.js';
import { noteUnmatchedEntries } from '../../policy-lists.js';
import type { Session } from '../../session.js';
import { catalogFacts, noteCatalog } from '../../sources/catalog-view.js';
import { withCatalog } from '../../sources/open-catalog.js';
import { type Colours, chooseColours } from '../../terminal/style.js';
import { toPlainText } from '../../terminal/text.js';
import { type AuditFlags, formatOfFiles, readFailOn, rejectSeveralForms } from './flags.js';
import { printReport } from './forms.js';

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
    await printReport(session, report, flags, () => renderCodeAudit(report, session));
    for (const line of summarizeCodeAudit(report)) session.notes.say(line);
    session.endWith(exitCodeOf(session, report, failOn));
    noteCatalog(session, view);
  });
  if (from !== null) session.notes.say(`policy: ${from}`);
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
  const [name] = givenFlags({
    '--model-field': flags.modelField,
    '--ignore-field': flags.ignoreField,
    '--ignore-roles': flags.ignoreRoles,
    '--assume-model': flags.assumeModel,
    '--names': flags.names,
    '--accept': flags.accept,
    '--time-field': flags.timeField,
    '--id-field': flags.idField,
    '--text-field': flags.textField,
    '--format': formatOfFiles(flags),
    '--archive': flags.archive,
    '--ledger': flags.ledger,
    '--markdown': flags.markdown,
    '--report': flags.report,
    '--out': flags.out,
    '--rejects': flags.rejects,
    '--annotate': flags.annotate,
    '--evidence': flags.evidence,
    '--sign': flags.sign,
  });
  if (name !== undefined)
    throw usageError(`${name} is for rows, and cannot be used with --code. Leave one out.`);
}

/** A line for each finding, as compilers write them; with `--verbose`, for what is suppressed or may be used too. */
function renderCodeAudit({ occurrences }: CodeAuditReport, { io, settings }: Session): string {
  const colours = chooseColours(io);
  return occurrences
    .filter(({ rule, suppressed }) => settings.verbose || (rule !== null && suppressed === null))
    .map((occurrence) => `${renderFinding(occurrence, colours)}\n`)
    .join('');
}

function renderFinding(occurrence: CodeFinding, colours: Colours): string {
  const { file, line, column, model, rule, message, alternatives, suppressed } = occurrence;
  const place = toPlainText(`${file}:${line}:${column}`);
  const text = toPlainText(withAlternatives(message, alternatives));
  const name = model === null ? '' : ` ${toPlainText(model)}`;
  if (rule === null) return `${place}: ${colours.green('allowed')}${name}: ${text}`;
  if (suppressed !== null) {
    const reason = suppressed === '' ? 'without a reason' : toPlainText(suppressed);
    return `${place}: ${colours.dim('ignored')} ${rule}${name}: ${reason}`;
  }
  const level = codeRules.find(({ id }) => id === rule)?.level;
  const paint = level === 'error' ? colours.red : colours.yellow;
  return `${place}: ${paint(level ?? 'error')} ${rule}${name}: ${text}`;
}

/** The totals in one line, and what was not read. */
function summarizeCodeAudit({ totals, unread, directories }: CodeAuditReport): readonly string[] {
  const { files, allowed, findings, suppressed, mentions } = totals;
  const found = Object.entries(findings).filter(([, count]) => count > 0);
  const parts = [
    countOf(files, 'file'),
    ...found.map(([rule, count]) => `${count} ${rule}`),
    `${allowed} allowed`,
    ...(suppressed > 0 ? [`${suppressed} ignored by comments`] : []),
    ...(mentions > 0 ? [`${mentions} only mentioned in comments or text`] : []),
  ];
  const walked = directories.filter(({ listedBy }) => listedBy === 'walk').map(({ directory }) => directory);
  return [
    parts.join(' · '),
    ...(walked.length > 0 ? [`not listed by git, so .gitignore has no effect: ${walked.join(', ')}`] : []),
    ...reasons.flatMap(([reason, words]) => describeUnread(unread, reason, words)),
  ];
}

type UnreadFiles = CodeAuditReport['unread'];

const reasons: readonly (readonly [UnreadFiles[number]['reason'], string])[] = [
  ['too-large', 'over 1 MiB'],
  ['binary', 'binary'],
  ['link', 'links'],
];

function describeUnread(unread: UnreadFiles, reason: string, words: string): readonly string[] {
  const files = unread.filter((candidate) => candidate.reason === reason).map(({ file }) => file);
  if (files.length === 0) return [];
  const more = files.length > 3 ? ` and ${files.length - 3} more` : '';
  return [`not read, ${words}: ${files.slice(0, 3).join(', ')}${more}`];
}

function withAlternatives(message: string, alternatives: readonly string[]): string {
  return alternatives.length === 0 ? message : `${message} Instead: ${alternatives.join(', ')}`;
}
