import { type Command, Option } from 'commander';
import type { OpenSession } from '../session.js';

/** `distillable check` */
export function defineCheck(program: Command, open: OpenSession): void {
  program
    .command('check')
    .description('judge slugs, or every model that a request names, by the catalog and a policy')
    .argument('[slugs...]', 'as in the field `model` of a request')
    .option('--request <file>', 'a JSON body, a batch, or a JSONL of bodies; - for stdin')
    .addOption(
      new Option('--endpoint <name>', 'what the body is for, where its shape does not tell').choices([
        'chat',
        'completions',
        'responses',
        'messages',
        'batch',
      ]),
    )
    .addOption(
      new Option('--naming <name>', 'how fields are spelled: wire max_tokens, sdk maxTokens').choices([
        'wire',
        'sdk',
      ]),
    )
    .addOption(
      new Option('--mode <mode>', 'refuse the body, or drop what may be dropped (default: reject)').choices([
        'reject',
        'prune',
      ]),
    )
    .option('--policy <file>', 'a policy, or a configuration with one (default: distillable.config.json)')
    .option('--print-request', 'print the guarded body alone, and nothing where it is refused')
    .option('--changed-since <snapshot>', 'only what was allowed by this exported list, and is not now')
    .option('--exit-zero', 'exit with 0 where the policy refuses')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], flags, command: Command) => {
      const { runCheck } = await import('../check/run-check.js');
      await runCheck(await open(command), slugs, flags);
    });
}

const examples = `
A JSONL holds a body a line, or the lines of a batch file, {"custom_id", "method", "url", "body"}. Of its lines, those
that pass whole are told only with --verbose or --json.

Exits 1 where anything is refused, 2 where anything can't be read or names no model, 3 without a usable catalog, and 4
where a preset could not be read.

Examples:
  distillable check qwen/qwen3-max openai/gpt-5
  distillable check --request body.json --mode prune
  distillable check --request - --print-request < body.json | curl … -d @-
  distillable check --request batch.jsonl --json | jq '.[] | select(.allowed | not) | .line'
  distillable check --request batch.jsonl --changed-since 2026-09.json`;
