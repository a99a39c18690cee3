import { isObject, type JsonObject, pointer, unescapeToken } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import { isCallersOwn, mayRunModel, ownToolFields } from './collect-tools.js';
import { documentedFields, toCamelCase, toSnakeCase } from './naming.js';

/** A body for the official SDK, as that SDK sends it, with the way back to its caller's spelling. */
export interface SdkBody {
  readonly wire: JsonObject;
  /** Fields that the SDK does not send as the caller meant them. */
  readonly lost: readonly LostField[];
  /** The caller's JSON Pointer to a place of the wire form. The place may be empty. */
  locate(wirePointer: string): string;
  /** A value for a place of the wire form, in the caller's spelling. */
  spell(wirePointer: string, value: unknown): unknown;
}

/** A field of a body for the official SDK that does not reach the server. */
export interface LostField {
  /** The caller's JSON Pointer. */
  readonly path: string;
  /**
   * `wire-spelling`: it is spelled as on the wire. `not-sent`: the SDK sends the settings of such a tool only from its
   * `additionalProperties` or its `parameters`. `shape`: whether it is sent depends on the API shape, which is not known.
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
  /** The caller's value at that place. */
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

/** How the official SDK sends a value. A value without a rule is sent as it is. */
interface SdkRule {
  /** The rule for each item of a list. */
  readonly items?: (item: unknown) => SdkRule | undefined;
  /** How the fields of an object are renamed. */
  readonly names?: SdkNames;
  /** Rules for the values of fields, by the names of the fields on the wire. */
  readonly fields?: Readonly<Record<string, SdkRule>>;
  /** Whether the fields of `additionalProperties` are sent in its place, as they are. */
  readonly unwraps?: boolean;
  /** The only fields that are sent beside these. */
  readonly sends?: ReadonlySet<string>;
  /** Whether the API shape, which is not known, decides what is sent. */
  readonly needsShape?: boolean;
}

interface SdkNames {
  toWire(name: string): string;
  toSdk(name: string): string;
  /** Whether the SDK drops a field of this name because it is in the wire's spelling. */
  isLost(name: string): boolean;
}

/** Objects in which every name is OpenRouter's own. */
const allNames: SdkNames = {
  // The SDK does not know a name that comes back different when it is converted twice.
  toWire: (name) => (toCamelCase(toSnakeCase(name)) === name ? toSnakeCase(name) : name),
  toSdk: toCamelCase,
  isLost: (name) => toCamelCase(name) !== name,
};

/** Objects in which only some names are OpenRouter's own: these, as on the wire. */
function knownNames(wireNames: Iterable<string>): SdkNames {
  const wire = new Set(wireNames);
  const isRenamed = (name: string): boolean => wire.has(name) && toCamelCase(name) !== name;
  return {
    toWire: (name) => (isRenamed(toSnakeCase(name)) ? toSnakeCase(name) : name),
    toSdk: (name) => (isRenamed(name) ? toCamelCase(name) : name),
    isLost: isRenamed,
  };
}

const topLevelNames = knownNames(documentedFields);
const ownToolNames = knownNames([...ownToolFields].map(toSnakeCase));

/**
 * The rule for a whole body.
 *
 * @param shape undefined where it is not known
 * @see @openrouter/sdk 1.3.19, the `$outboundSchema`s of ChatRequest, ResponsesRequest and MessagesRequest
 */
function bodyRule(shape: ApiShape | undefined): SdkRule {
  const wrapped = shape === 'messages' ? isWrappedForMessages : () => false;
  const needsShape = (type: unknown): boolean => shape === undefined && isWrappedForMessages(type);
  return {
    names: topLevelNames,
    fields: {
      provider: { names: allNames },
      plugins: { items: () => ({ names: allNames, fields: { tools: nestedTools(false) } }) },
      tools: { items: (tool) => toolRule(tool, wrapped, needsShape) },
      input: { items: () => ({ fields: { tools: laterTools } }) },
    },
  };
}

/** Tools that a responses body adds later. */
const laterTools: SdkRule = {
  items: (tool) =>
    toolRule(
      tool,
      (type) => mayRunModel(type) && !typesOfLaterTools.has(type),
      () => false,
    ),
};

/** Server tools that have a type of their own in the SDK. Of others it sends only the object that they wrap. */
const typesForMessages: ReadonlySet<unknown> = new Set(['openrouter:image_generation', 'advisor_20260301']);
const typesOfLaterTools: ReadonlySet<unknown> = new Set([
  'openrouter:fusion',
  'openrouter:advisor',
  'openrouter:subagent',
  'openrouter:image_generation',
  'image_generation',
]);

function isWrappedForMessages(type: unknown): boolean {
  return mayRunModel(type) && !typesForMessages.has(type);
}

type IsType = (type: unknown) => boolean;

function toolRule(tool: unknown, isWrapped: IsType, needsShape: IsType): SdkRule | undefined {
  if (!isObject(tool)) return undefined;
  const { type } = tool;
  if (type === 'namespace') {
    return { names: ownToolNames, fields: { tools: { items: () => ({ names: ownToolNames }) } } };
  }
  if (isCallersOwn(tool) || 'inputSchema' in tool) return { names: ownToolNames };
  if (isWrapped(type)) return { unwraps: true, sends: typeOnly };
  const settings = { names: allNames, fields: { tools: nestedTools(type === 'openrouter:subagent') } };
  return { names: allNames, fields: { parameters: settings }, needsShape: needsShape(type) };
}

/** Tools within a tool: their parameters are sent as they are, and few other fields. */
function nestedTools(unwraps: boolean): SdkRule {
  return {
    items: (tool) =>
      isObject(tool) && mayRunModel(tool['type']) ? { unwraps, sends: typeAndParameters } : { unwraps },
  };
}

const typeOnly: ReadonlySet<string> = new Set(['type']);
const typeAndParameters: ReadonlySet<string> = new Set(['type', 'parameters']);
