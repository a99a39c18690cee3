import { isJsonObject, type JsonObject } from '../wire/json.js';

/** A schema may contain itself. */
const maxDepth = 8;

/** A small object that fits a JSON schema: the required properties, with the simplest values. */
export function exampleObject(schema: JsonObject): JsonObject {
  const example = exampleOf({ type: 'object', ...schema }, schema, maxDepth);
  return isJsonObject(example) ? example : {};
}

function exampleOf(schema: unknown, root: JsonObject, depth: number): unknown {
  if (!isJsonObject(schema) || depth === 0) return null;
  const inner = (value: unknown): unknown => exampleOf(value, root, depth - 1);
  if (typeof schema['$ref'] === 'string') return inner(lookUp(schema['$ref'], root));
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  for (const name of ['enum', 'examples']) {
    const values = schema[name];
    if (Array.isArray(values) && values.length > 0) return values[0];
  }
  for (const name of ['anyOf', 'oneOf', 'allOf']) {
    const choices = schema[name];
    if (Array.isArray(choices) && choices.length > 0) return inner(choices[0]);
  }
  return exampleOfType(schema, inner);
}

function exampleOfType(schema: JsonObject, inner: (schema: unknown) => unknown): unknown {
  const type: unknown = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'string':
      return 'x'.repeat(Math.max(1, numberOf(schema['minLength'], 1)));
    case 'integer':
    case 'number':
      return numberOf(schema['minimum'], 1);
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: numberOf(schema['minItems'], 0) }, () => inner(schema['items']));
    case 'null':
      return null;
    default:
      return exampleProperties(schema, inner);
  }
}

function exampleProperties(schema: JsonObject, inner: (schema: unknown) => unknown): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, inner(property)]),
  );
}

/** What a reference such as `#/$defs/City` points to. */
function lookUp(reference: string, root: JsonObject): unknown {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (isJsonObject(value) ? value[part] : undefined), root);
}

function numberOf(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
