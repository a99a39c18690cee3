import { countOf } from './numbers.js';
import type { AuditedFile, NamedOutside } from './report.js';

/** Columns that are named one by one. */
const maxColumns = 8;

/** What to do about columns that look as if a model wrote them; null without any. */
export function adviseOnColumns({
  suspiciousColumns: columns,
  places,
}: Pick<AuditedFile, 'suspiciousColumns' | 'places'>): string | null {
  if (columns.length === 0) return null;
  const shown = columns.slice(0, maxColumns).map((column) => JSON.stringify(column));
  const left = columns.length - shown.length;
  const named = `${shown.join(', ')}${left > 0 ? ` and ${countOf(left, 'more column')}` : ''}`;
  return places.length === 0
    ? `${named} may be the work of a model that no value names. If all rows have the same one, declare it with --assume-model.`
    : `${named} may be the work of a further model that no value names. Write its name into a column of its own, and give that to --model-field.`;
}

/** What to do about models that only the files beside the data name; null if they name none. */
export function adviseOnOutside(models: NamedOutside['models'], unnamedRows: number): string | null {
  const names = new Set(models.map(({ model }) => model));
  const [first] = names;
  if (first === undefined) return null;
  const said = `Files beside the data name ${countOf(names.size, 'model')}, and no row is judged by ${names.size === 1 ? 'it' : 'them'}.`;
  if (unnamedRows === 0)
    return `${said} Find out what ${names.size === 1 ? 'it' : 'they'} did for this data.`;
  return names.size === 1
    ? `${said} If it wrote all rows of the files that name none, declare it with --assume-model ${forShell(first)}.`
    : `${said} If one of them wrote all rows of the files that name none, declare it with --assume-model NAME.`;
}

/** A name from a text has no quotation marks in it. */
function forShell(name: string): string {
  return /^[\w./:@+-]+$/.test(name) ? name : `'${name}'`;
}
