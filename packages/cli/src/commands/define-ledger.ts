import { type Command, InvalidArgumentError } from 'commander';
import { parsePositiveInteger } from '../flag-values.js';
import type { ShowFlags } from '../ledger/run-show.js';
import type { OpenSession } from '../session.js';

/** `distillable ledger` */
export function defineLedger(program: Command, open: OpenSession): void {
  const ledger = program.command('ledger').description('look into a ledger of receipts, and prove it whole');
  ledger
    .command('verify <file>')
    .description('find lines that were edited, removed, moved or repeated; exit code 1 where there are any')
    .option('--head <hash>', 'a head that was noted before: shows that nothing is missing since', parseHash)
    .action(async (file: string, flags: { readonly head?: string }, command: Command) => {
      const { runVerify } = await import('../ledger/run-verify.js');
      await runVerify(await open(command), file, flags.head);
    });
  ledger
    .command('show <file>')
    .description('print the newest entries, oldest first')
    .option('--id <id>', 'only those of this generation; exit code 1 where there are none')
    .option('--limit <n>', 'how many', parsePositiveInteger, 20)
    .action(async (file: string, flags: ShowFlags, command: Command) => {
      const { runShow } = await import('../ledger/run-show.js');
      await runShow(await open(command), file, flags);
    });
  ledger
    .command('stats <file>')
    .description('count entries by outcome, model and catalog')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const { runStats } = await import('../ledger/run-stats.js');
      await runStats(await open(command), file);
    });
  ledger.addHelpText('after', examples);
}

function parseHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Give the 64 hexadecimal digits that `ledger verify` printed as head.');
}

const examples = `
Rotated files (ledger.jsonl.1 …) are read with the one that is named.
Examples:
  distillable ledger verify ledger.jsonl
  distillable ledger verify ledger.jsonl --head "$(cat head.txt)"
  distillable ledger show ledger.jsonl --id gen-1756200000-abc --json | jq .entries[].entry.receipt
  distillable ledger stats ledger.jsonl`;
