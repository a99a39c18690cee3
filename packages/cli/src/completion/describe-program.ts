import type { RootCommand } from '@bomb.sh/tab';
import createCompletion from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { completionShells } from './completion-shells.js';

/** What can be completed: commands with their flags, and the flags that every command takes. */
export function describeProgram(program: Command): RootCommand {
  const root = createCompletion(program, { completionCommandName: 'completion' });
  for (const command of root.commands.values()) {
    for (const [name, option] of root.options) {
      if (!command.options.has(name)) command.options.set(name, option);
    }
  }
  root.commands.get('completion')?.argument('shell', (complete) => {
    for (const shell of completionShells) complete(shell, '');
  });
  return root;
}
