import { CommandError } from '../../command-error.js';
import type { AuditFlags } from '../../commands/audit/audit-flags.js';
import type { CodeRule } from './code-occurrence.js';
import { codeRules, defaultFailOn } from './code-rules.js';

/**
 * The rules that end with 1: every error where nothing is asked for, so all but `unlisted`; `none` alone is nothing.
 *
 * @throws CommandError `USAGE`
 */
export function readCodeFailOn(words: readonly string[] | undefined): readonly CodeRule[] {
  if (words === undefined) return defaultFailOn;
  if (words.length === 1 && words[0] === 'none') return [];
  return words.map((word) => {
    const rule = codeRules.find(({ id }) => id === word);
    if (rule !== undefined) return rule.id;
    const known = codeRules.map(({ id }) => id).join(', ');
    throw usage(`--fail-on has no ${JSON.stringify(word)} for code. Give none, or some of ${known}.`);
  });
}

/**
 * Refuses what makes sense for rows alone: nobody should believe that it was done.
 *
 * @throws CommandError `USAGE`
 */
export function refuseContradictions(directories: readonly string[], flags: AuditFlags, json: boolean): void {
  if (directories.length === 0) throw usage('Name directories to look through; . is this one.');
  if (json && flags.sarif === true) throw usage('--json cannot be used with --sarif. Leave one out.');
  const { modelField, timeField, idField, textField, format, engine } = flags;
  const { archive, ledger, markdown, report, out, rejects } = flags;
  const ofRows = {
    ...{ '--model-field': modelField, '--time-field': timeField, '--id-field': idField },
    ...{ '--text-field': textField, '--format': format, '--engine': engine, '--archive': archive },
    ...{ '--ledger': ledger, '--markdown': markdown, '--report': report, '--out': out, '--rejects': rejects },
  };
  const [name] = Object.entries(ofRows).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw usage(`${name} is for rows, and cannot be used with --code. Leave one out.`);
}

function usage(message: string): CommandError {
  return new CommandError('USAGE', message);
}
