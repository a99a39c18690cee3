import { type Command, Option } from 'commander';
import type { OpenSession } from '../session.js';
import type { ExportFlags } from '../snapshots/run-export.js';

/** `distillable snapshot` */
export function defineSnapshot(program: Command, open: OpenSession): void {
  const snapshot = program.command('snapshot').description('keep, hand over and compare model lists');
  snapshot
    .command('export')
    .description('print the current list with its permissions, or write it to a file')
    .option('--out <file>', 'write to this file instead of stdout')
    .addOption(
      new Option(
        '--format <format>',
        'json to be read again; a table of names and verdicts to join with a dataset',
      )
        .choices(['json', 'csv', 'parquet'])
        .default('json'),
    )
    .addHelpText('after', tableRules)
    .action(async (flags: ExportFlags, command: Command) => {
      const { runExport } = await import('../snapshots/run-export.js');
      await runExport(await open(command), flags);
    });
  snapshot
    .command('import')
    .description('put an exported list into the cache')
    .argument('<file>', 'what `snapshot export` wrote')
    .addHelpText('after', importRules)
    .action(async (file: string, _flags: unknown, command: Command) => {
      const { runImport } = await import('../snapshots/run-import.js');
      await runImport(await open(command), file);
    });
  snapshot
    .command('diff')
    .description('tell what changed between two lists')
    .argument('<old>', 'an exported list')
    .argument('[new]', 'another one (default: the current list)')
    .action(async (older: string, newer: string | undefined, _flags: unknown, command: Command) => {
      const { runDiff } = await import('../snapshots/run-diff.js');
      await runDiff(await open(command), older, newer);
    });
  snapshot.addHelpText('after', examples);
}

const tableRules = `
A table has a row for every name of a model: name, verdict, slug, canonical_slug, kind, permission, alias_target,
retrieved_at, digest, sample. docs/join-on-a-cluster.md has the join in SQL. Parquet needs --out, and @duckdb/node-api.`;

const importRules = `
Refused: a sample, a list of another base URL, one too old to be used, and one older than the cached list.`;

const examples = `
Examples:
  distillable snapshot export --out 2026-09.json
  distillable snapshot export --format parquet --out names.parquet
  distillable list --catalog 2026-09.json
  distillable snapshot diff 2026-08.json 2026-09.json
  distillable snapshot diff 2026-09.json --json | jq '.lost[]'`;
