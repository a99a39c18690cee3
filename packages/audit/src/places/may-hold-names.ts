import { classifier, keysOf } from './classify.js';
import type { PlaceOptions } from './collect-names.js';
import { parsePath } from './parse-path.js';

/** The content of a column: JSON or maps of any keys, text, or neither. */
export type ColumnKind = 'json' | 'text' | 'other';

/** A text whose key has one of these words is likely JSON. */
const jsonWords =
  /^(?:meta|metadata|configs?|configuration|requests?|body|payload|raw|params?|parameters|args|kwargs|attributes?|attrs|extra|info|logs?|trace|spans?|json|data|details|settings|options|usage|headers|tags|properties|record|events?|results?|invocation|additional|messages|state|provenance|annotations?|judge?ments|evaluations?)$/i;
/** Below these, values are labelled: `attributes[].key`, `attributes[].value.stringValue`. */
const labelledWords =
  /^(?:meta|metadata|params?|parameters|attributes?|attrs|tags|labels|properties|resource|scope|events?|spans?)$/i;
const labelledKey = /^(?:key|name|value|val|vStr|stringValue|string_value)$/;

/**
 * Whether a column must be read to find every name: it is a place of the table or of the options, or has the word "model"
 * in its name, or may hold JSON. Other columns of text are only looked at in a sample.
 *
 * @param path keys without the levels of lists and maps
 */
export function mayHoldNames(
  path: readonly string[],
  { modelFields = [], found = [], jsonColumns = [] }: PlaceOptions,
  kind: ColumnKind = 'text',
): boolean {
  const keys = path.flatMap(keysOf);
  const isPlace = path.some((key, index) => {
    const above = path.slice(0, index + 1).flatMap(keysOf);
    return classifier.place(above, key) !== null || classifier.keysAt(above) !== null;
  });
  if (isPlace || kind === 'json' || jsonColumns.includes(path[0] ?? '')) return true;
  if (kind === 'text' && maySayJson(path)) return true;
  return [...modelFields, ...found].some((given) => {
    const wanted = keysToFollow(given);
    return wanted.every((key, index) => index >= keys.length || key === keys[index]);
  });
}

function maySayJson(path: readonly string[]): boolean {
  const has = (words: RegExp, key: string): boolean => wordsOf(key).some((word) => words.test(word));
  const own = path.at(-1) ?? '';
  return has(jsonWords, own) || (labelledKey.test(own) && path.some((key) => has(labelledWords, key)));
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
