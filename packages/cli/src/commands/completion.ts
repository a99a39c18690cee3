import type { RootCommand } from '@bomb.sh/tab';
import { Argument, type Command } from 'commander';
import type { OpenSession, Session } from '../session.js';
import { readCachedSnapshot } from '../sources/open-catalog.js';

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
      await printScript(await describe(), shell);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[], _flags: unknown, command: Command) => {
      await completeWords(await describe(), words, () => open(command));
    });
}

const examples = `
Examples:
  source <(distillable completion bash)        in ~/.bashrc; needs the package bash-completion
  source <(distillable completion zsh)         in ~/.zshrc, after compinit
  distillable completion fish > ~/.config/fish/completions/distillable.fish`;

/** Prints what fits the last of the words, one a line, as the scripts of {@link printScript} expect it. */
async function completeWords(
  program: Command,
  words: readonly string[],
  open: () => Promise<Session>,
): Promise<void> {
  const root = await describeProgram(program);
  const [command = ''] = words;
  if (command === 'explain' || command === 'check') {
    const slugs = await readCachedSlugs(open);
    const offer = (complete: (value: string, description: string) => void): void => {
      for (const slug of slugs) complete(slug, '');
    };
    root.commands.get(command)?.argument('slugs', offer, true);
  }
  root.parse([...words]);
}

/** Slugs of the cached list while it may be used; none where there is no such list. Silent: the user is typing. */
async function readCachedSlugs(open: () => Promise<Session>): Promise<readonly string[]> {
  const silent = { say: () => {}, detail: () => {}, warn: () => {} };
  try {
    const snapshot = await readCachedSnapshot({ ...(await open()), notes: silent });
    return snapshot.models().map((model) => model.slug);
  } catch {
    return [];
  }
}

/** Shells that a completion script can be printed for. */
const completionShells = ['bash', 'zsh', 'fish'] as const;

/** What can be completed: commands with their flags, and the flags that every command takes. */
async function describeProgram(program: Command): Promise<RootCommand> {
  // The bundle is CommonJS, and this is an ES module.
  const { default: createCompletion } = await import('@bomb.sh/tab/commander');
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

/**
 * Bash splits words at colons, so what is offered for `author/name:fr` must be only what follows the last colon. The
 * library's function leaves that out, and model slugs have colons.
 */
const bashColons = `
__distillable_complete_with_colons() {
    __distillable_complete
    local cur
    _get_comp_words_by_ref -n "=:" cur
    __ltrim_colon_completions "$cur"
}
complete -F __distillable_complete_with_colons distillable
`;

/** Prints a completion script on stdout. */
async function printScript(program: Command, shell: string): Promise<void> {
  const root = await describeProgram(program);
  root.setup(program.name(), program.name(), shell);
  if (shell === 'bash') console.log(bashColons.trim());
}
