import { isObject } from '@distillable/catalog';
import type { Violation } from './decision.js';

/** A body as its JSON says it, or why it has none. */
export type PlainJson = { readonly body: unknown } | { readonly violation: Violation };

/**
 * Turns a body into plain JSON once. After that, getters, `toJSON`, boxed values and proxies can't change it any more, and
 * no one else holds the result: what is judged is what is sent.
 */
export function toPlainJson(live: unknown): PlainJson {
  try {
    return { body: copyOf(live, '', { left: maxCopied }) };
  } catch {
    // Too deep or too large to copy, or unreadable: `JSON.stringify` decides.
  }
  try {
    return { body: throughJson(live, '') };
  } catch (error) {
    return { violation: bodyNotJson(error) };
  }
}

/** At most this many values are copied: lists that contain the same list several times grow far beyond their length. */
const maxCopied = 100_000;

/**
 * The same as `JSON.parse(JSON.stringify(value))`. Those two would write and read all of the text, which is most of a
 * body, so they only get the values that are not plain data.
 *
 * @param key its name or index, for `toJSON`
 */
function copyOf(value: unknown, key: string | number, budget: { left: number }): unknown {
  budget.left -= 1;
  if (budget.left < 0) throw new RangeError('too large');
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // JSON has no negative zero, NaN or infinity.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== 'object' || hasToJson(value)) return throughJson(value, key);
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    const { length } = value;
    for (let index = 0; index < length; index += 1) list.push(copyOf(value[index], index, budget) ?? null);
    return list;
  }
  if (!isObject(value) || !isOrdinary(value)) return throughJson(value, key);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (name === '__proto__') return throughJson(value, key);
    const field = copyOf(value[name], name, budget);
    if (field !== undefined) copy[name] = field;
  }
  return copy;
}

function hasToJson(value: { readonly toJSON?: unknown }): boolean {
  return value.toJSON !== undefined;
}

/** Whether it is neither boxed nor of another kind that JSON treats differently. */
function isOrdinary(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function throughJson(value: unknown, key: string | number): unknown {
  return Object.values(JSON.parse(JSON.stringify({ [key]: value })))[0];
}

/** Why a body can't be turned into JSON. The error's own message is left out: it can quote the prompt. */
export function bodyNotJson(error: unknown): Violation {
  const problem =
    error instanceof RangeError
      ? 'it is nested too deeply, or too large'
      : 'it holds a BigInt or refers to itself, or a getter or toJSON of it throws';
  const message = `The body can't be turned into JSON: ${problem}. Give plain JSON.`;
  return { path: '', code: 'BODY_NOT_JSON', message, alternatives: [] };
}
