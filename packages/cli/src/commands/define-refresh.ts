import type { Command } from 'commander';
import type { OpenSession } from '../session.js';

/** `distillable refresh` */
export function defineRefresh(program: Command, open: OpenSession): void {
  program
    .command('refresh')
    .description('read the model list from the server now, whatever the age of the cached one')
    .addHelpText('after', examples)
    .action(async (_flags: unknown, command: Command) => {
      const { runRefresh } = await import('../refresh/run-refresh.js');
      await runRefresh(await open(command));
    });
}

const examples = `
Exits 4 when the list could not be read; the cached one stays as it was.

Examples:
  distillable refresh
  distillable refresh --json | jq .changed
  distillable refresh --base-url https://eu.openrouter.ai/api/v1 --timeout 30s`;
