import { knownPlaces } from '@distillable/audit';
import { type Command, Option } from 'commander';
import { append, parseWords, showGlobalFlags, termsFlags } from '../flags.js';
import { openOutputPipe } from '../output.js';
import type { OpenSession, Session } from '../session.js';
import { chooseTableStyle, renderTable, type TableColumn } from '../terminal/table.js';
import { toSafeJson } from '../terminal/text.js';
import { runCodeAudit } from './audit/code.js';
import { runAudit } from './audit/rows.js';
import { runPrintSql } from './audit/sql.js';

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
    .option('--accept <kinds>', 'what counts as proof besides exact names: normalised, author', parseWords)
    .option('--help-fields', 'print the places where models are looked for, and end')
    .option('--time-field <path>', 'where a row has the time of its generation')
    .option('--id-field <path>', 'where a row has the id of its generation, for --ledger')
    .option('--text-field <path>', 'where a row has the text of the model, for --ledger')
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
    .option('--sarif-file <file>', 'also write SARIF to this file')
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
      if (flags.printSql !== undefined) return runPrintSql(session, files, flags.printSql, flags);
      await (flags.code === true ? runCodeAudit : runAudit)(session, files, flags);
    });
}

const examples = `
Rows are judged by today's list; by --catalog FILE; or, with --archive, by the newest snapshot that had been read at the
row's time; rows that are older, or have no time, are unknown. Routers and presets are unknown: they name no model.
What the policy of distillable.config.json rejects counts as not distillable.

Every place of a row that names a model is read: --help-fields lists the known places, and others are found by their
values. A row is as good as its worst name. A name that only resembles a model's is unknown.

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
