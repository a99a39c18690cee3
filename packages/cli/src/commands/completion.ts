import { Argument, type Command } from 'commander';
import type { OpenSession, Session } from '../session.js';
import { readCachedSnapshot } from '../sources/open-catalog.js';
import { completeWords, type ReadSnapshot } from './completion/complete-words.js';
import { completionScript, shells } from './completion/scripts.js';

/** `distillable completion`, and the hidden `complete` that its scripts call. */
export function defineCompletion(program: Command, open: OpenSession): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .addHelpText('after', examples)
    .action(async (shell: string, _flags: unknown, command: Command) => {
      const { io } = await open(command);
      io.stdout.write(completionScript(shell));
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[], _flags: unknown, command: Command) => {
      const { kind, candidates } = await completeWords(
        program,
        words,
        snapshotReader(() => open(command)),
      );
      const { io } = await open(command);
      io.stdout.write([`:${kind}`, ...candidates].map((line) => `${line}\n`).join(''));
    });
}

const examples = `
Examples:
  source <(distillable completion bash)        in ~/.bashrc
  source <(distillable completion zsh)         in ~/.zshrc, after compinit
  distillable completion fish > ~/.config/fish/completions/distillable.fish`;

/** The cached list while it is usable; null otherwise. Silent and without the network: the user is typing. */
function snapshotReader(open: () => Promise<Session>): ReadSnapshot {
  const notes = { say: () => {}, detail: () => {}, warn: () => {} };
  return async () => {
    try {
      return await readCachedSnapshot({ ...(await open()), notes });
    } catch {
      return null;
    }
  };
}
