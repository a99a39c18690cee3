import {
  type AuditOptions,
  type AuditReport,
  audit,
  findFiles,
  isHubAddress,
  knownPlaces,
  openEvidence,
  readArchive,
  readNames,
  renderHtmlReport,
} from '@distillable/audit';
import type { CatalogSnapshot } from '@distillable/catalog';
import { type Command, Option } from 'commander';
import { type ExitCode, exitCodes, usageError } from '../errors.js';
import { append, parseWords } from '../flag-values.js';
import { showGlobalFlags, termsFlags } from '../global-flags.js';
import { choosePolicy } from '../policy-file.js';
import { noteUnmatchedEntries } from '../policy-lists.js';
import type { OpenSession, Session } from '../session.js';
import { noteCatalog } from '../sources/catalog-view.js';
import { loadTerms, noteTerms } from '../sources/terms-table.js';
import { withCatalog } from '../sources/with-catalog.js';
import { openOutputPipe } from '../terminal/output-pipe.js';
import { openProgressLine } from '../terminal/progress.js';
import { chooseTableStyle } from '../terminal/style.js';
import { renderTable, type TableColumn } from '../terminal/table.js';
import { toSafeJson } from '../terminal/text.js';
import { writeOutput } from '../write-output.js';
import { runCodeAudit } from './audit/code.js';
import {
  type AuditFlags,
  type FailureKind,
  failureKinds,
  formatOfFiles,
  hasFailed,
  readAccepted,
  readFailOn,
  readRoles,
  rejectContradictions,
  rejectOverwriting,
} from './audit/flags.js';
import { readHub } from './audit/hub.js';
import {
  noteArchive,
  noteBasis,
  noteDeclarations,
  noteEvidence,
  noteOutputs,
  noteOutside,
  notePlaces,
  noteUnread,
} from './audit/notes.js';
import { renderAudit, renderAuditMarkdown } from './audit/render.js';
import { renderAnnotations, renderSarif } from './audit/render-findings.js';
import { runPrintSql } from './audit/sql.js';

/** `distillable audit <files…>` */
async function runAudit(session: Session, patterns: readonly string[], flags: AuditFlags): Promise<void> {
  const { settings, notes } = session;
  const hasCatalog = settings.origin.kind === 'file' || settings.origin.kind === 'sandbox';
  if (patterns.length === 0) throw usageError('Name files to audit; - is stdin.');
  rejectContradictions(flags, settings.json, hasCatalog);
  const failOn = readFailOn(flags.failOn, failureKinds);
  const files = await findInputs(patterns);
  await rejectOverwriting(files, flags);
  const evidence =
    flags.evidence === undefined ? null : await openEvidence(flags.evidence, { key: flags.sign });
  const { policy, from } = await choosePolicy(session, {});
  const declared = flags.names === undefined ? {} : await readNames(flags.names);
  const names = { ...settings.config?.names, ...declared };
  const terms = await loadTerms(session);
  const run = async (snapshots: CatalogSnapshot | readonly CatalogSnapshot[]): Promise<void> => {
    const report = await auditInputs(session, patterns, flags, {
      snapshots,
      policy,
      names,
      terms: terms.table,
    });
    const written = await evidence?.write(report, snapshots, terms.table);
    await print(session, report, flags);
    session.endWith(exitCodeOf(report, failOn));
    notePlaces(notes, report);
    noteUnread(notes, report);
    noteOutside(notes, report);
    noteDeclarations(notes, report);
    noteOutputs(notes, report);
    noteBasis(notes, report);
    noteTerms(session, terms);
    if (written !== undefined) noteEvidence(notes, flags, written);
  };
  if (flags.archive !== undefined) {
    const snapshots = await readArchive(flags.archive, { ledgers: flags.ledger });
    await run(snapshots);
    noteArchive(notes, flags.archive, snapshots);
  } else {
    await withCatalog(session, async (view) => {
      await run(view.snapshot);
      noteCatalog(session, view);
    });
  }
  if (from !== null) notes.say(`policy: ${from}`);
}

/** A run that judged nothing does not succeed. */
function exitCodeOf(report: AuditReport, failOn: readonly FailureKind[]): ExitCode {
  const { rows, corrupt } = report.totals;
  if (report.unread.length > 0 || rows + corrupt === 0) return exitCodes.usage;
  return hasFailed(report, failOn) ? exitCodes.rejected : exitCodes.done;
}

/** `-` is stdin, and `hf://` the Hugging Face Hub. */
async function findInputs(patterns: readonly string[]): Promise<readonly string[]> {
  const found = [];
  for (const pattern of patterns) {
    const isFile = pattern !== '-' && !isHubAddress(pattern);
    found.push(...(isFile ? await findFiles([pattern]) : [pattern]));
  }
  return [...new Set(found)];
}

async function auditInputs(
  session: Session,
  patterns: readonly string[],
  flags: AuditFlags,
  judging: Pick<AuditOptions, 'snapshots' | 'policy' | 'names' | 'terms'>,
): Promise<AuditReport> {
  const { io } = session;
  const { timeField: time, idField: id, textField: text } = flags;
  const { ledger, out, rejects, modelField, ignoreField, assumeModel } = flags;
  const inputs = [...new Set(patterns)].map((name) => (name === '-' ? { name, stream: io.stdin() } : name));
  const newest = [judging.snapshots]
    .flat()
    .toSorted((a, b) => a.retrievedAt.getTime() - b.retrievedAt.getTime())
    .at(-1);
  if (newest !== undefined) noteUnmatchedEntries(session, judging.policy ?? {}, newest);
  const line = openProgressLine(session);
  try {
    return await audit(inputs, {
      ...judging,
      fields: { time, id, text },
      modelFields: modelField,
      ignoreFields: ignoreField,
      ignoreRoles: readRoles(flags.ignoreRoles),
      assumeModel,
      accept: readAccepted(flags.accept),
      format: formatOfFiles(flags),
      ledgers: ledger,
      out,
      rejects,
      annotate: flags.annotate,
      unreadable: 'skip',
      hub: await readHub(io, patterns),
      onProgress: ({ rows, bytes, totalBytes }) => line.update(rows, { bytes, totalBytes }),
      now: io.now,
    });
  } finally {
    line.clear();
  }
}

async function print(session: Session, report: AuditReport, flags: AuditFlags): Promise<void> {
  if (flags.report !== undefined) {
    await writeOutput(flags.report, renderHtmlReport(report));
    session.notes.say(`report: ${flags.report}`);
  }
  if (flags.sarifFile !== undefined) await writeOutput(flags.sarifFile, renderSarif(report));
  await openOutputPipe(session.io.stdout).write(render(session, report, flags));
}

function render(
  { io, settings, notes }: Session,
  report: AuditReport,
  { markdown, sarif, format }: AuditFlags,
): string {
  if (settings.json) return `${toSafeJson(report, 2)}\n`;
  if (sarif === true) return renderSarif(report);
  if (format === 'github') return renderAnnotations(report);
  if (markdown === true) return renderAuditMarkdown(report);
  const { text, hidden } = renderAudit(report, chooseTableStyle(io));
  if (hidden.length > 0) notes.say(`hidden because the terminal is too narrow: ${hidden.join(', ')}`);
  return text;
}

/** `distillable audit --help-fields` */
async function printPlaces({ io, settings }: Session): Promise<void> {
  const stdout = openOutputPipe(io.stdout);
  if (settings.json) return stdout.write(`${toSafeJson(knownPlaces, 2)}\n`);
  const columns = ['PLACE', 'ROLE', 'KNOWN FROM'].map(
    (header): TableColumn => ({ header, align: 'left', importance: 100 }),
  );
  const rows = knownPlaces.map(({ path, role, source }) => [path, role, source]);
  await stdout.write(renderTable({ columns, rows }, chooseTableStyle(io)).text);
}

/** `distillable audit` */
export function defineAudit(program: Command, open: OpenSession): void {
  showGlobalFlags(program.command('audit'), termsFlags)
    .description('show which rows of a dataset came from models whose text may be used')
    .argument(
      '[files...]',
      'JSONL, JSON, CSV, TSV or Parquet, plain, gzip or zstd; globs; directories; hf://datasets/…; - for stdin',
    )
    .option(
      '--model-field <path>',
      'one more place that names a model: meta.llm, samples[].by (repeatable)',
      append,
    )
    .option('--ignore-field <path>', 'a place that names no model that took part (repeatable)', append)
    .option('--ignore-roles <roles>', 'roles that do not count: judge, rejected … (repeatable)', parseWords)
    .option('--assume-model <name>', 'the model of files that name none: your declaration')
    .option('--names <file>', 'CSV or JSON of spellings and the slugs they mean: your declaration')
    .option('--accept <kinds>', 'what is proof beside exact names: normalised, author', parseWords)
    .option('--help-fields', 'print the places where models are looked for, and end')
    .option('--time-field <path>', 'where it says when it was generated')
    .option('--id-field <path>', 'where it has the id of its generation, for --ledger')
    .option('--text-field <path>', 'where it has the text of the model, for --ledger')
    .addOption(
      new Option(
        '--format <name>',
        'of all files (default: by name or first bytes); github prints annotations for GitHub Actions',
      ).choices(['jsonl', 'json', 'csv', 'tsv', 'parquet', 'github']),
    )
    .option('--archive <directory>', "exported snapshots: judge each row by the one of the row's own time")
    .option(
      '--ledger <file>',
      'report rows that contradict the ledger (repeatable: each proxy has its own)',
      append,
    )
    .option('--markdown', 'print Markdown')
    .option('--sarif', 'print SARIF 2.1.0')
    .option('--sarif-file <file>', 'write SARIF to this file, whatever is printed')
    .option('--report <file>', 'write a self-contained HTML page')
    .option(
      '--evidence <directory>',
      'write a folder to hand over: report, Croissant, SPDX, CycloneDX, texts for authorities, catalogs',
    )
    .option('--sign <key>', 'sign that folder by an Ed25519 private key in a PEM file')
    .option('--out <file>', 'write the rows that are proven distillable (gzipped if it ends in .gz)')
    .option(
      '--rejects <file>',
      'write all others, corrupt ones too, each with the reason (distillable_audit)',
    )
    .option('--annotate', 'add verdict, place, name and list to the rows of --out, too (distillable_audit)')
    .option(
      '--fail-on <kinds>',
      'what makes the exit code 1: not-distillable,unknown,unnamed,corrupt,ledger, or none (default: all)',
      parseWords,
    )
    .option(
      '--print-sql <engine>',
      'print this audit as SQL for data on a cluster: duckdb, spark or bigquery; FILES may be a sample',
    )
    .option('--code', 'judge the models named in the source code of directories')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], flags, command: Command) => {
      const session = await open(command);
      if (flags.helpFields === true) return printPlaces(session);
      if (flags.printSql !== undefined) return runPrintSql(session, files, flags);
      await (flags.code === true ? runCodeAudit : runAudit)(session, files, flags);
    });
}

const examples = `
Rows are judged by today's list; by --catalog FILE; or, with --archive, by the newest snapshot that had been read at the
row's time; rows that are older, or have no time, are unknown. Routers and presets are unknown: they name no model.
What the policy of distillable.config.json rejects counts as not distillable.

Every place of a row that names a model is read, by whatever name (--help-fields lists the known places; others are found
by their values). A row is as good as its worst name. A name that only resembles a model's is unknown.

JSONL is split byte for byte, apart from the field distillable_audit. If a file is incomplete (a .gz that is cut off),
the others are judged, the exit code is 2, and nothing is written.

With --code, --fail-on takes not-distillable, denied, dynamic, unknown, not-enforced and unlisted (default: all but
unlisted: names that are not assigned to a model), or none.

Examples:
  distillable audit data/*.jsonl.gz
  distillable audit train.csv --model-field written_by --report audit.html
  distillable audit hf://datasets/author/name/default/train
  distillable audit prefs.jsonl --ignore-roles judge --out clean.jsonl --rejects rejects.jsonl
  distillable audit train.jsonl --archive ledger.jsonl.snapshots --ledger ledger.jsonl
  distillable audit train.jsonl --evidence evidence --sign private.pem
  distillable audit - --json < train.jsonl | jq '.models[] | select(.verdict != "distillable")'
  distillable audit --print-sql duckdb sample/*.parquet > audit.sql
  distillable audit --code . --sarif > audit.sarif
  distillable audit --code . --format github --sarif-file audit.sarif`;
