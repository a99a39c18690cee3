import { Argument, type Command } from 'commander';
import { completionShells } from '../completion/completion-shells.js';
import type { OpenSession } from '../session.js';

/** `distillable completion`, and the hidden `complete` that the printed scripts call; `describe` gives what to offer. */
export function defineCompletion(
  program: Command,
  open: OpenSession,
  describe: () => Promise<Command>,
): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(completionShells))
    .addHelpText('after', examples)
    .action(async (shell: string) => {
      const { printScript } = await import('../completion/print-script.js');
      printScript(await describe(), shell);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[], _flags: unknown, command: Command) => {
      const { completeWords } = await import('../completion/complete-words.js');
      await completeWords(await describe(), words, () => open(command));
    });
}

const examples = `
Examples:
  source <(distillable completion bash)        in ~/.bashrc; needs the package bash-completion
  source <(distillable completion zsh)         in ~/.zshrc, after compinit
  distillable completion fish > ~/.config/fish/completions/distillable.fish`;
