import { type Command, Option } from 'commander';
import { parseWords } from '../flag-values.js';
import type { OpenSession } from '../session.js';

/** `distillable audit` */
export function defineAudit(program: Command, open: OpenSession): void {
  program
    .command('audit')
    .description('tell which rows of a data set came from models whose text may be used')
    .argument('<files...>', 'JSONL, JSON, CSV, TSV or Parquet, plain, gzip or zstd; globs; - for stdin')
    .option('--model-field <path>', 'where a row names its model: metadata.model (default: found by name)')
    .option('--time-field <path>', 'where it says when it was made')
    .option('--id-field <path>', 'where it has the id of its generation, for --ledger')
    .option('--text-field <path>', 'where it has the text of the model, for --ledger')
    .addOption(
      new Option('--format <name>', 'of all files (default: told by name or first bytes)').choices([
        'jsonl',
        'json',
        'csv',
        'tsv',
        'parquet',
      ]),
    )
    .addOption(
      new Option('--engine <name>', 'what reads them (default: auto)').choices(['auto', 'js', 'duckdb']),
    )
    .option('--archive <directory>', "exported snapshots: judge each row by the one of the row's own time")
    .option('--ledger <file>', 'name rows that the ledger does not have as they are')
    .option('--markdown', 'print Markdown')
    .option('--sarif', 'print SARIF 2.1.0')
    .option('--report <file>', 'write a self-contained HTML page')
    .option('--out <file>', 'write the rows that are proven distillable (gzipped where it ends in .gz)')
    .option('--rejects <file>', 'write all others, corrupt ones too')
    .option(
      '--fail-on <kinds>',
      'what makes the exit code 1: not-distillable,unknown,unnamed,corrupt,ledger, or none (default: all)',
      parseWords,
    )
    .option('--code', 'judge the models named in the source code of directories')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], flags, command: Command) => {
      const { runAudit } = await import('./audit/run-audit.js');
      await runAudit(await open(command), files, flags);
    });
}

const examples = `
Rows are judged by today's list; by --catalog FILE; or, with --archive, by the newest snapshot that had been read at the
row's time. A row that is older, or has no time, is unknown then. Routers and presets are unknown: they name no model.
What the policy of distillable.config.json denies counts as not distillable.

JSONL is split byte for byte. Files that are not whole (a torn .gz) end with 2, and nothing is written.

With --code, --fail-on takes not-distillable, denied, dynamic, unknown, not-enforced and unlisted (default: all but
unlisted, which is a name away from any model's field), or none.

Examples:
  distillable audit data/*.jsonl.gz
  distillable audit train.csv --model-field generator --report audit.html
  distillable audit train.jsonl --out clean.jsonl --rejects rejects.jsonl
  distillable audit train.jsonl --archive ledger.jsonl.snapshots --ledger ledger.jsonl
  distillable audit - --json < train.jsonl | jq '.models[] | select(.verdict != "distillable")'
  distillable audit --code . --sarif > audit.sarif`;
