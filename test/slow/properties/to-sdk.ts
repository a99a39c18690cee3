import type { ApiShape } from '@distillable/core';

type Fields = Readonly<Record<string, unknown>>;

/** Thrown for what the SDK has no way to send. */
class NotSendable extends Error {}

/**
 * A body for the wire as its caller would give it to the official SDK (1.3.19), so that the SDK sends that body: the
 * SDK's rules once more, the other way round. Null where it can't send such a body.
 */
export function toSdk(body: Fields, shape: Exclude<ApiShape, 'batch'>): Fields | null {
  try {
    return mapFields(body, (key, value) => {
      if (key === 'provider') return [key, isFields(value) ? inCamelCase(value) : value];
      if (key === 'plugins') return [key, mapList(value, pluginToSdk)];
      if (key === 'tools')
        return [
          key,
          mapList(value, (tool) => toolToSdk(tool, shape === 'messages' ? unknownToMessages : never)),
        ];
      if (key === 'input') return [key, mapList(value, inputToSdk)];
      return [key === 'max_tokens' ? 'maxTokens' : key, value];
    });
  } catch (error) {
    if (error instanceof NotSendable) return null;
    throw error;
  }
}

function pluginToSdk(plugin: unknown): unknown {
  if (!isFields(plugin)) return plugin;
  return inCamelCase(plugin, (tools) => mapList(tools, (tool) => nestedToSdk(tool, false)));
}

function inputToSdk(item: unknown): unknown {
  if (!isFields(item) || !('tools' in item)) return item;
  return { ...item, tools: mapList(item['tools'], (tool) => toolToSdk(tool, unknownLater)) };
}

/** Types of server tools that the SDK does not know: it sends only what they wrap. */
const unknownToMessages =
  /^(openrouter:(?!image_generation$|web_search$)|image_generation$|advisor_(?!20260301$)\d)/;
const unknownLater = /^(openrouter:(?!(fusion|advisor|subagent|image_generation|web_search)$)|advisor_\d)/;
const never = /^\b$/;

function toolToSdk(tool: unknown, unknown: RegExp): unknown {
  if (!isFields(tool)) return tool;
  const { type, parameters, ...others } = tool;
  if (isOwn(tool)) {
    return mapFields(tool, (key, value) => [key === 'input_schema' ? 'inputSchema' : key, value]);
  }
  if (typeof type === 'string' && unknown.test(type)) {
    return { type, additionalProperties: 'parameters' in tool ? { parameters, ...others } : others };
  }
  const unwraps = type === 'openrouter:subagent';
  const settings = isFields(parameters)
    ? inCamelCase(parameters, (tools) => mapList(tools, (inner) => nestedToSdk(inner, unwraps)))
    : parameters;
  return inCamelCase('parameters' in tool ? { ...tool, parameters: settings } : tool);
}

/** Tools within a tool are sent as they are, but little of them beside their parameters. */
function nestedToSdk(tool: unknown, unwraps: boolean): unknown {
  if (
    !isFields(tool) ||
    !/^(openrouter:(?!web_search$)|image_generation$|advisor_\d)/.test(String(tool['type']))
  ) {
    return tool;
  }
  const { type, parameters, ...others } = tool;
  const sent = 'parameters' in tool ? { type, parameters } : { type };
  if (Object.keys(others).length === 0) return sent;
  if (!unwraps) throw new NotSendable();
  return { ...sent, additionalProperties: others };
}

function isOwn({ type, ...others }: Fields): boolean {
  if (type === 'function' || type === 'custom') return true;
  return (type === undefined || type === null) && 'input_schema' in others;
}

function inCamelCase(object: Fields, convertTools: (tools: unknown) => unknown = (tools) => tools): Fields {
  return mapFields(object, (key, value) => [
    key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    key === 'tools' ? convertTools(value) : value,
  ]);
}

function mapFields(object: Fields, map: (key: string, value: unknown) => [string, unknown]): Fields {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => map(key, value)));
}

function mapList(list: unknown, map: (item: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(map) : list;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
