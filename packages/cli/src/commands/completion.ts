import { Argument, type Command } from 'commander';
import type { OpenSession, Session } from '../session.js';
import { readCachedSnapshot } from '../sources/open-catalog.js';
import { completeWords, type ReadSnapshot } from './completion/complete-words.js';

/** `distillable completion`, and the hidden `complete` that its scripts call. */
export function defineCompletion(program: Command, open: OpenSession): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', examples)
    .action(async (shell: string, _flags: unknown, command: Command) => {
      const { io } = await open(command);
      io.stdout.write(scripts[shell] ?? '');
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

/**
 * Bash splits words at `:` and `=`, which slugs and `--flag=value` hold. So the line is split at spaces here, and what
 * stands before the last of these characters is taken off each candidate. Works without the package bash-completion, and
 * with the bash 3.2 of macOS.
 */
const bash = `# Completion of distillable for bash
_distillable() {
    local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} breaks=\${COMP_WORDBREAKS//[^:=]/}
    local kind= candidate before=
    local -a words
    # Without -r, which would not keep the words together that an escaped space separates.
    read -a words <<< "$line"
    [[ $line == *[[:space:]] && $line != *\\\\[[:space:]] ]] && words+=('')
    local word=\${words[\${#words[@]}-1]}
    case $word in
        [\\"\\']*) word=\${word:1} ;;
        *) [[ -n $breaks ]] && before=\${word%"\${word##*[$breaks]}"} ;;
    esac
    words[\${#words[@]}-1]=$word
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ -z $kind ]]; then kind=$candidate; else COMPREPLY+=("\${candidate#"$before"}"); fi
    done < <("\${words[0]/#\\~/$HOME}" complete -- "\${words[@]:1}" 2> /dev/null)
    case $kind in
        :files)
            while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "\${word#"$before"}")
            compopt -o filenames 2> /dev/null ;;
        :list) compopt -o nospace 2> /dev/null ;;
    esac
}
complete -F _distillable distillable
`;

const zsh = `#compdef distillable
_distillable() {
    local -a candidates
    candidates=("\${(@f)$("\${(Q)words[1]}" complete -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2> /dev/null)}")
    local kind=$candidates[1]
    shift candidates
    case $kind in
        :files) compset -P '*='; _files ;;
        :list) (( $#candidates )) && compadd -S '' -- $candidates ;;
        *) (( $#candidates )) && compadd -- $candidates ;;
    esac
}
if [[ $funcstack[1] == _distillable ]]; then _distillable "$@"; else compdef _distillable distillable; fi
`;

const fish = `# Completion of distillable for fish
function __distillable_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l current (string unescape -- $typed 2> /dev/null; or string replace -r '^[\\'"]' '' -- $typed)
    set -l program $words[1]
    set -e words[1]
    set -l candidates ($program complete -- $words $current 2> /dev/null)
    set -l kind $candidates[1]
    set -e candidates[1]
    if test "$kind" = ':files'
        set -l before (string match -r '^--[^=]*=' -- $current; or echo)
        set -l path (string replace -r '^--[^=]*=' '' -- $current)
        for file in (__fish_complete_path $path)
            echo $before$file
        end
    else
        printf '%s\\n' $candidates
    end
end
complete -c distillable -f -a '(__distillable_complete)'
`;

/** Each asks `distillable complete`, whose first line says what the others are. */
const scripts: Readonly<Record<string, string>> = { bash, zsh, fish };
