import { type Command, Option } from 'commander';
import { parseCount, parsePositiveInteger, parsePrice, parseWords } from '../flag-values.js';
import { listFormats, parseSortOrder, runList } from '../list/run-list.js';
import type { OpenSession } from '../session.js';

/** `distillable list` */
export function defineList(program: Command, open: OpenSession): void {
  program
    .command('list')
    .description('list the distillable models, or all with their verdicts')
    .option('--all', 'every model, with its verdict')
    .option('--author <authors>', 'only of these authors (comma list, repeatable)', parseWords)
    .option('--search <text>', 'only with every word of it in slug, canonical slug or name')
    .option('--min-context <tokens>', 'only with at least this context: 128000, 128k, 1m', parseCount)
    .option('--max-price <usd>', 'at most this per million tokens, prompt and completion both', parsePrice)
    .option('--free', 'only those that cost nothing')
    .option(
      '--modality <kinds>',
      'only those that take or produce each: text, image … (repeatable)',
      parseWords,
    )
    .option(
      '--supports <parameters>',
      'only those that support each: tools, reasoning … (repeatable)',
      parseWords,
    )
    .option(
      '--sort <key>',
      'slug, created, context or price (the larger one); -price turns it around',
      parseSortOrder,
    )
    .option('--limit <number>', 'at most so many', parsePositiveInteger)
    .option('--columns <names>', 'for table, csv and markdown: slug,verdict,context,prompt …')
    .addOption(new Option('--format <format>', 'how to print them (default: table)').choices(listFormats))
    .addHelpText('after', examples)
    .action(async (flags, command: Command) => {
      await runList(await open(command), flags);
    });
}

const examples = `
Prices are USD per million tokens. A value that a model does not tell never meets a limit.

Examples:
  distillable list --author qwen,mistralai --min-context 128k --max-price 1
  distillable list --all --search "gpt oss" --columns slug,verdict,context
  distillable list --supports tools --sort -context --limit 10
  distillable list --format slugs | head -3
  distillable list --json | jq -r '.models[].slug'`;
