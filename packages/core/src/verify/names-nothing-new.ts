import type { ServedModels } from './served-models.js';

const key = 'model';
const naming = /"model"\s*:\s*"([^"\\]*)"/y;

/**
 * Whether the text of an event names no model but those that were named before and are allowed. Without parsing, and
 * exact: every `model` in it must belong to a field `"model": "<allowed slug>"`, and an escape that could spell the
 * word otherwise counts as a doubt. In doubt the answer is no.
 */
export function namesNothingNew(data: string, served: ServedModels): boolean {
  if (data.includes('\\u')) return false;
  for (let at = data.indexOf(key); at >= 0; at = data.indexOf(key, naming.lastIndex)) {
    naming.lastIndex = at - 1;
    const slug = naming.exec(data)?.[1];
    if (slug === undefined || !served.knowsAllowed(slug)) return false;
  }
  return true;
}
