import type { Command } from 'commander';
import { describeProgram } from './describe-program.js';

/**
 * Bash splits words at colons, so what is offered for `author/name:fr` must be only what follows the last colon. The
 * library's function leaves that out, and model slugs have colons.
 */
const bashColons = `
__distillable_complete_with_colons() {
    __distillable_complete
    local cur
    _get_comp_words_by_ref -n "=:" cur
    __ltrimcolon_completions "$cur"
}
complete -F __distillable_complete_with_colons distillable
`;

/** Prints a completion script on stdout. */
export function printScript(program: Command, shell: string): void {
  describeProgram(program).setup(program.name(), program.name(), shell);
  if (shell === 'bash') console.log(bashColons.trim());
}
