import type { Command } from 'commander';
import type { OpenSession } from '../session.js';

/** `distillable cache` */
export function defineCache(program: Command, open: OpenSession): void {
  const cache = program.command('cache').description('look at the cached model list, or remove it');
  cache
    .command('path')
    .description('print the directory of the cache')
    .action(async (_flags: unknown, command: Command) => {
      const { runCachePath } = await import('../cache/run-cache-path.js');
      await runCachePath(await open(command));
    });
  cache
    .command('info')
    .description('tell what is cached for the base URL, and how old it is')
    .action(async (_flags: unknown, command: Command) => {
      const { runCacheInfo } = await import('../cache/run-cache-info.js');
      await runCacheInfo(await open(command));
    });
  cache
    .command('clear')
    .description('remove every cached list; other files in the directory stay')
    .action(async (_flags: unknown, command: Command) => {
      const { runCacheClear } = await import('../cache/run-cache-clear.js');
      await runCacheClear(await open(command));
    });
  cache.addHelpText('after', examples);
}

const examples = `
Examples:
  distillable cache path
  distillable cache info --json | jq .catalog.freshness
  DISTILLABLE_CACHE_DIR=./cache distillable cache clear`;
