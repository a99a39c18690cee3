import { notJson, tooLarge } from './unreadable-body.js';
import { utf8Length } from './utf8.js';

/**
 * The object that a form stands for. A name that comes again, or ends in `[]`, makes a list; a field whose text is a
 * JSON object, list, number, true, false or null is that.
 *
 * @throws UnreadableBody `BODY_NOT_JSON` where a field is a file; `BODY_TOO_LARGE`
 */
export function readForm(
  fields: Iterable<readonly [name: string, value: unknown]>,
  maxBytes: number,
): Record<string, unknown> {
  const found = new Map<string, { readonly values: unknown[]; isList: boolean }>();
  let length = 0;
  for (const [written, text] of fields) {
    if (typeof text !== 'string') {
      throw notJson('A field of the form is a file, which has no place in JSON: send the body as JSON.');
    }
    length += utf8Length(written) + utf8Length(text);
    if (length > maxBytes) throw tooLarge(maxBytes);
    const name = written.replace(/\[\]$/, '');
    const field = found.get(name) ?? { values: [], isList: false };
    field.isList ||= name !== written || field.values.length > 0;
    field.values.push(readField(text));
    found.set(name, field);
  }
  return Object.fromEntries(
    [...found].map(([name, { values, isList }]) => [name, isList ? values : values[0]]),
  );
}

function readField(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? text : value;
  } catch {
    return text;
  }
}
