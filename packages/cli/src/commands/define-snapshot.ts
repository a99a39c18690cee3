import type { Command } from 'commander';
import type { OpenSession } from '../session.js';

/** `distillable snapshot` */
export function defineSnapshot(program: Command, open: OpenSession): void {
  const snapshot = program.command('snapshot').description('keep, hand over and compare model lists');
  snapshot
    .command('export')
    .description('print the current list with its permissions as JSON, or write it to a file')
    .option('--out <file>', 'write to this file instead of stdout')
    .action(async (flags: { readonly out?: string }, command: Command) => {
      const { runExport } = await import('../snapshots/run-export.js');
      await runExport(await open(command), flags.out);
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

const importRules = `
Refused: a sample, a list of another base URL, one too old to be used, and one older than the cached list.`;

const examples = `
Examples:
  distillable snapshot export --out 2026-09.json
  distillable list --catalog 2026-09.json
  distillable snapshot diff 2026-08.json 2026-09.json
  distillable snapshot diff 2026-09.json --json | jq '.lost[]'`;
