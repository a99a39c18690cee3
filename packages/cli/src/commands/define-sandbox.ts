import type { Command } from 'commander';
import { parsePort } from '../flag-values.js';
import type { OpenSession } from '../session.js';

/** `distillable sandbox` */
export function defineSandbox(program: Command, open: OpenSession): void {
  program
    .command('sandbox')
    .description('run a local OpenRouter with a sample catalog, until it is interrupted')
    .option('--port <number>', 'port on 127.0.0.1 (default: any free one)', parsePort)
    .option('--distillable <file>', 'slugs to call distillable, with --catalog')
    .addHelpText('after', examples)
    .action(async (flags: { readonly port?: number; readonly distillable?: string }, command: Command) => {
      const { runSandbox } = await import('../sandbox/run-sandbox.js');
      await runSandbox(await open(command), flags);
    });
}

const examples = `
Here --catalog <file> is a saved answer of GET /models, not an exported snapshot.

Examples:
  distillable sandbox --port 4010
  OPENROUTER_BASE_URL=http://127.0.0.1:4010/api/v1 distillable list
  distillable sandbox --catalog models.json --distillable slugs.txt`;
