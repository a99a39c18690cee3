import { isObject } from '@distillable/catalog';
import type { ApiShape } from '../api/index.js';
import { isCallersOwn, mayRunModel, ownToolFields } from './collect-tools.js';
import { documentedFields, toCamelCase, toSnakeCase } from './naming.js';

/** How the official SDK sends a value. What has no rule is sent as it is. */
export interface SdkRule {
  /** The rule for each item of a list. */
  readonly items?: (item: unknown) => SdkRule | undefined;
  /** How the fields of an object are renamed. */
  readonly names?: SdkNames;
  /** Rules for what fields of an object hold, by their names on the wire. */
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
  /** Whether the SDK drops a field of this name, as it is the wire's spelling. */
  isLost(name: string): boolean;
}

/** Objects in which every name is OpenRouter's own. */
const allNames: SdkNames = {
  // A name that would not come back the same is not one that the SDK knows.
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
export function bodyRule(shape: ApiShape | undefined): SdkRule {
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

/** Server tools for which the SDK has a type of its own; it sends others with nothing but what they wrap. */
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

/** Tools within a tool: their parameters are sent as they are, and little else. */
function nestedTools(unwraps: boolean): SdkRule {
  return {
    items: (tool) =>
      isObject(tool) && mayRunModel(tool['type']) ? { unwraps, sends: typeAndParameters } : { unwraps },
  };
}

const typeOnly: ReadonlySet<string> = new Set(['type']);
const typeAndParameters: ReadonlySet<string> = new Set(['type', 'parameters']);
