import type { Command } from 'commander';
import type { OpenSession } from '../session.js';

/** `distillable explain` */
export function defineExplain(program: Command, open: OpenSession): void {
  program
    .command('explain')
    .description('tell how slugs resolve, their verdicts, and what to use instead')
    .argument('<slugs...>', 'as in the field `model` of a request')
    .addHelpText('after', examples)
    .action(async (slugs: readonly string[], _flags: unknown, command: Command) => {
      const { runExplain } = await import('../explain/run-explain.js');
      await runExplain(await open(command), slugs);
    });
}

const examples = `
It reports and exits 0, whatever the verdict.

Examples:
  distillable explain qwen/qwen3-max
  distillable explain openai/gpt-oss-120b:free '~anthropic/claude-opus-latest' openrouter/auto
  distillable explain --json openai/gpt-5 | jq '.explanations[0].alternatives[].slug'`;
