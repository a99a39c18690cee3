import { isObject, type JsonObject, unescapeToken } from '@distillable/catalog';

/** One step of a JSON Patch (RFC 6902); the operations that a guard makes. */
export type JsonPatchOperation =
  | {
      /** `add` sets a field or inserts an item; `replace` sets an existing one. */
      readonly op: 'add' | 'replace';
      /** JSON Pointer (RFC 6901); `-` is the end of a list. */
      readonly path: string;
      /** The new value. */
      readonly value: unknown;
    }
  | {
      /** Takes out a field or an item. */
      readonly op: 'remove';
      /** JSON Pointer (RFC 6901). */
      readonly path: string;
    };

/**
 * Applies operations, one after the other, to a copy that shares what is unchanged with the original.
 *
 * @throws RangeError when a path leads nowhere
 */
export function applyChanges<Body>(body: Body, changes: readonly JsonPatchOperation[]): Body {
  let current: unknown = body;
  const copies = changes.length > 1 ? new Set<object>() : null;
  for (const change of changes) {
    if (change.path !== '' && !change.path.startsWith('/')) throw nowhere(change);
    current = applyAt(current, 0, { change, tokens: tokensOf(change.path), copies });
  }
  // A patch keeps an object an object. Its type does not describe the fields that changed.
  return current as Body;
}

interface Step {
  readonly change: JsonPatchOperation;
  readonly tokens: readonly string[];
  /** Copies that an earlier operation made. They are changed in place: otherwise each of many changes would make a copy. */
  readonly copies: Set<object> | null;
}

function tokensOf(path: string): readonly string[] {
  return commonTokens[path] ?? path.split('/').slice(1).map(unescapeToken);
}

/** The paths of nearly every change: V8 has to look up a name that is newly cut out of a path before it can use it. */
const commonTokens: Readonly<Record<string, readonly string[]>> = {
  '/provider': ['provider'],
  '/provider/enforce_distillable_text': ['provider', 'enforce_distillable_text'],
  '/provider/only': ['provider', 'only'],
  '/provider/ignore': ['provider', 'ignore'],
};

function applyAt(value: unknown, at: number, step: Step): unknown {
  const { change, tokens } = step;
  const token = tokens[at];
  if (token === undefined) return change.op === 'remove' ? undefined : change.value;
  if (Array.isArray(value)) return applyInList(value, token, at, step);
  if (!isObject(value)) throw nowhere(change);
  const isLast = at === tokens.length - 1;
  if (!isLast) return withField(value, token, applyAt(ownValue(value, token), at + 1, step), step);
  if (change.op !== 'add' && !Object.hasOwn(value, token)) throw nowhere(change);
  if (change.op !== 'remove') return withField(value, token, change.value, step);
  const copy = copyOf(value, step);
  delete copy[token];
  return copy;
}

function applyInList(value: readonly unknown[], token: string, at: number, step: Step): readonly unknown[] {
  const { change, tokens } = step;
  const isLast = at === tokens.length - 1;
  const isEnd = token === '-' && isLast && change.op === 'add';
  const index = isEnd ? value.length : /^(?:0|[1-9]\d*)$/.test(token) ? Number(token) : -1;
  const end = isLast && change.op === 'add' ? value.length : value.length - 1;
  if (index < 0 || index > end) throw nowhere(change);
  const item = isLast ? null : applyAt(value[index], at + 1, step);
  const list = copyOfList(value, step);
  if (!isLast) list[index] = item;
  else if (change.op === 'remove') list.splice(index, 1);
  else list.splice(index, change.op === 'add' ? 0 : 1, change.value);
  return list;
}

function ownValue(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function withField(value: JsonObject, key: string, field: unknown, step: Step): JsonObject {
  const copy = copyOf(value, step);
  // Set like any other, it would become the prototype.
  if (key === '__proto__') Object.defineProperty(copy, key, { ...plainField, value: field });
  else copy[key] = field;
  return copy;
}

const plainField = { configurable: true, enumerable: true, writable: true };

function copyOf(value: JsonObject, { copies }: Step): Record<string, unknown> {
  if (copies?.has(value) === true) return value;
  // Object.assign is several times faster than spreading, but takes `__proto__` for the prototype.
  const copy = Object.hasOwn(value, '__proto__') ? { ...value } : Object.assign({}, value);
  copies?.add(copy);
  return copy;
}

function copyOfList(value: readonly unknown[], { copies }: Step): unknown[] {
  if (copies?.has(value) === true) return value as unknown[];
  const copy = [...value];
  copies?.add(copy);
  return copy;
}

function nowhere({ op, path }: JsonPatchOperation): RangeError {
  return new RangeError(`${op} ${path}: there is no such place`);
}
