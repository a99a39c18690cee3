import { classifier, keysOf } from './classify.js';
import type { PlaceOptions } from './collect-names.js';
import { parsePath } from './parse-path.js';

/** What a column of a table holds: JSON or maps of any keys, text, or neither. */
export type ColumnKind = 'json' | 'text' | 'other';

/** Columns of text whose names suggest JSON, by a word in one of their keys. */
const jsonWords =
  /^(?:meta|metadata|config|configs|configuration|request|requests|body|payload|raw|params|parameters|args|kwargs|attributes|attrs|attribute|extra|info|log|logs|trace|span|spans|json|data|details|settings|options|usage|headers|tags|properties|record|event|events|result|results|invocation|generation_info|additional|context|messages|resource|scope|state|provenance|annotations|annotation|judgements|judgments|evaluations|evaluation)$/i;

/**
 * Whether a column must be read to find every name: it is a place of the table or of the options, or has the word "model"
 * in its name, or may hold JSON. Other columns of text are only looked at in a sample.
 *
 * @param path keys without the levels of lists and maps
 */
export function mayHoldNames(
  path: readonly string[],
  { modelFields = [], found = [] }: PlaceOptions,
  kind: ColumnKind = 'text',
): boolean {
  const keys = path.flatMap(keysOf);
  const isPlace = path.some((key, index) => {
    const above = path.slice(0, index + 1).flatMap(keysOf);
    return classifier.place(above, key) !== null || classifier.keysAt(above) !== null;
  });
  if (isPlace || kind === 'json') return true;
  if (kind === 'text' && path.some((key) => wordsOf(key).some((word) => jsonWords.test(word)))) return true;
  return [...modelFields, ...found].some((given) => {
    const wanted = keysToFollow(given);
    return wanted.every((key, index) => index >= keys.length || key === keys[index]);
  });
}

/** The keys of a path, as far as they are the same in every row. */
function keysToFollow(path: string): readonly string[] {
  const steps = parsePath(path);
  const end = steps.findIndex(({ kind }) => kind === 'any' || kind === 'keys');
  return steps
    .slice(0, end < 0 ? steps.length : end)
    .flatMap((step) => (step.kind === 'key' ? keysOf(step.key) : []));
}

function wordsOf(key: string): readonly string[] {
  return key.split(/[_\-. ]|(?<=[a-z])(?=[A-Z])/);
}
