import { CommandError } from '../command-error.js';
import { suggestName } from '../explain/suggest-name.js';

/** Every name that `--columns` takes. */
export const listColumnNames = [
  'slug',
  'verdict',
  'kind',
  'target',
  'context',
  'prompt',
  'completion',
  'modalities',
  'created',
  'expires',
  'notes',
  'name',
  'canonical',
  'weights',
  'parameters',
] as const;

/** One of {@link listColumnNames}. */
export type ListColumnName = (typeof listColumnNames)[number];

/**
 * Names of columns from a comma list, in the order given, each once.
 *
 * @throws CommandError `USAGE`, naming the nearest known one
 */
export function parseColumnNames(text: string): readonly ListColumnName[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !isColumnName(name));
  if (unknown !== undefined) {
    const nearest = suggestName(unknown, listColumnNames);
    const hint = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    const message = `--columns: there is no column "${unknown}".${hint} Columns: ${listColumnNames.join(', ')}.`;
    throw new CommandError('USAGE', message);
  }
  return [...new Set(names.filter(isColumnName))];
}

function isColumnName(name: string): name is ListColumnName {
  return listColumnNames.some((known) => known === name);
}
