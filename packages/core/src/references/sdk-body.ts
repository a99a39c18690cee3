import { isObject, type JsonObject, pointer, unescapeToken } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import { bodyRule, type SdkRule } from './sdk-rules.js';

/** A body for the official SDK, as that SDK sends it, with the way back to its caller's spelling. */
export interface SdkBody {
  readonly wire: JsonObject;
  /** What the SDK does not send as it was meant. */
  readonly lost: readonly LostField[];
  /** The caller's JSON Pointer to a place of the wire form, also where nothing stands yet. */
  locate(wirePointer: string): string;
  /** A value for a place of the wire form, in the caller's spelling. */
  spell(wirePointer: string, value: unknown): unknown;
}

/** A field of a body for the official SDK that does not reach the server. */
export interface LostField {
  /** The caller's JSON Pointer. */
  readonly path: string;
  /**
   * `wire-spelling`: it is spelled as on the wire. `not-sent`: the SDK sends such a tool's settings only from its
   * `additionalProperties`, or its `parameters`. `shape`: that depends on the API shape, which is not known.
   */
  readonly reason: 'wire-spelling' | 'not-sent' | 'shape';
}

/**
 * Converts a body as the official SDK does when it sends.
 *
 * @param shape decides how settings of tools are sent; undefined where it is not known
 */
export function convertSdkBody(body: JsonObject, shape: ApiShape | undefined): SdkBody {
  const rule = bodyRule(shape);
  const lost: LostField[] = [];
  const wire = convertObject(body, rule, '', lost);
  return {
    wire,
    lost,
    locate: (wirePointer) => locate(wirePointer, body, rule).path,
    spell: (wirePointer, value) => spell(value, locate(wirePointer, body, rule).rule),
  };
}

function convert(value: unknown, rule: SdkRule | undefined, path: string, lost: LostField[]): unknown {
  if (rule === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => convert(item, rule.items?.(item), pointer(path, index), lost));
  }
  return isObject(value) ? convertObject(value, rule, path, lost) : value;
}

function convertObject(object: JsonObject, rule: SdkRule, path: string, lost: LostField[]): JsonObject {
  const { names, fields, sends } = rule;
  if (rule.needsShape === true) lost.push({ path, reason: 'shape' });
  const wrapper = wrapperOf(object, rule);
  const entries: [string, unknown][] = wrapper === null ? [] : Object.entries(wrapper);
  for (const [key, value] of Object.entries(object)) {
    if (wrapper !== null && key === 'additionalProperties') continue;
    const at = pointer(path, key);
    if (names?.isLost(key) === true) lost.push({ path: at, reason: 'wire-spelling' });
    else if (sends?.has(key) === false) lost.push({ path: at, reason: 'not-sent' });
    else {
      const name = names?.toWire(key) ?? key;
      entries.push([name, convert(value, fieldRule(fields, name), at, lost)]);
    }
  }
  return Object.fromEntries(entries);
}

function wrapperOf(object: JsonObject, { unwraps }: SdkRule): JsonObject | null {
  const { additionalProperties } = object;
  return unwraps === true && isObject(additionalProperties) ? additionalProperties : null;
}

function fieldRule(fields: SdkRule['fields'], name: string): SdkRule | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

interface Located {
  readonly path: string;
  /** What the caller has there. */
  readonly value: unknown;
  readonly rule: SdkRule | undefined;
}

/** Follows a pointer of the wire form through what the caller gave. */
function locate(wirePointer: string, body: JsonObject, rule: SdkRule): Located {
  const tokens = wirePointer.split('/').slice(1);
  return tokens.reduce<Located>(locateStep, { path: '', value: body, rule });
}

function locateStep({ path, value, rule }: Located, token: string): Located {
  if (rule === undefined) return { path: `${path}/${token}`, value: undefined, rule };
  if (Array.isArray(value)) {
    const item: unknown = value[Number(token)];
    return { path: `${path}/${token}`, value: item, rule: rule.items?.(item) };
  }
  const object = isObject(value) ? value : {};
  const name = unescapeToken(token);
  const isSent = rule.sends?.has(name) ?? Object.hasOwn(object, name);
  if (rule.unwraps === true && !isSent) {
    return { path: pointer(`${path}/additionalProperties`, name), value: undefined, rule: undefined };
  }
  const key = rule.names?.toSdk(name) ?? name;
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return { path: pointer(path, key), value: inner, rule: fieldRule(rule.fields, name) };
}

function spell(value: unknown, rule: SdkRule | undefined): unknown {
  if (rule === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => spell(item, rule.items?.(item)));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      rule.names?.toSdk(name) ?? name,
      spell(item, fieldRule(rule.fields, name)),
    ]),
  );
}
