import { unescapeToken } from '@distillable/catalog';

/** One step of a JSON Patch (RFC 6902); the operations that a guard makes. */
export type JsonPatchOperation =
  | {
      /** `add` sets a field or inserts an item; `replace` sets what is there. */
      readonly op: 'add' | 'replace';
      /** JSON Pointer (RFC 6901); `-` is the end of a list. */
      readonly path: string;
      /** What is set. */
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
  for (const change of changes) {
    if (change.path !== '' && !change.path.startsWith('/')) throw nowhere(change);
    current = applyAt(current, tokensOf(change.path), 0, change);
  }
  // A patch keeps an object an object; its type says nothing of the fields that changed.
  return current as Body;
}

function tokensOf(path: string): readonly string[] {
  return flagTokens[path] ?? path.split('/').slice(1).map(unescapeToken);
}

/** The paths of nearly every change: V8 has to look up a name that is newly cut out of a path before it can use it. */
const flagTokens: Readonly<Record<string, readonly string[]>> = {
  '/provider': ['provider'],
  '/provider/enforce_distillable_text': ['provider', 'enforce_distillable_text'],
};

function applyAt(value: unknown, tokens: readonly string[], at: number, change: JsonPatchOperation): unknown {
  const token = tokens[at];
  if (token === undefined) return change.op === 'remove' ? undefined : change.value;
  if (Array.isArray(value)) return applyInList(value, token, tokens, at, change);
  if (typeof value !== 'object' || value === null) throw nowhere(change);
  const isLast = at === tokens.length - 1;
  if (!isLast) return withField(value, token, applyAt(ownValue(value, token), tokens, at + 1, change));
  if (change.op !== 'add' && !Object.hasOwn(value, token)) throw nowhere(change);
  if (change.op !== 'remove') return withField(value, token, change.value);
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== token));
}

function applyInList(
  list: readonly unknown[],
  token: string,
  tokens: readonly string[],
  at: number,
  change: JsonPatchOperation,
): readonly unknown[] {
  const isLast = at === tokens.length - 1;
  const isEnd = token === '-' && isLast && change.op === 'add';
  const index = isEnd ? list.length : /^(?:0|[1-9]\d*)$/.test(token) ? Number(token) : -1;
  const end = isLast && change.op === 'add' ? list.length : list.length - 1;
  if (index < 0 || index > end) throw nowhere(change);
  if (!isLast) return list.with(index, applyAt(list[index], tokens, at + 1, change));
  if (change.op === 'add') return list.toSpliced(index, 0, change.value);
  return change.op === 'remove' ? list.toSpliced(index, 1) : list.with(index, change.value);
}

function ownValue(value: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** A copy with one field set. Object.assign is several times faster than spreading, but takes `__proto__` for the prototype. */
function withField(value: object, key: string, field: unknown): object {
  if (key === '__proto__' || Object.hasOwn(value, '__proto__')) return { ...value, [key]: field };
  return Object.assign({}, value, { [key]: field });
}

function nowhere({ op, path }: JsonPatchOperation): RangeError {
  return new RangeError(`${op} ${path}: there is no such place`);
}
