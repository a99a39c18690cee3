import type { DescribedBody, ObjectShape, Place, Shape } from './shape.js';

type Json = Readonly<Record<string, unknown>>;

/** The endpoints that give text; those that are not described yet are walked as soon as they are. */
const endpoints: Readonly<Record<string, DescribedBody['endpoint']>> = {
  '/chat/completions': 'chat',
  '/completions': 'completions',
  '/responses': 'responses',
  '/messages': 'messages',
  '/batches': 'batch',
  '/beta/batches': 'batch',
  '/api/beta/batches': 'batch',
};

/** The request bodies in an OpenAPI 3 description. */
export function openApiBodies(source: string, description: unknown): readonly DescribedBody[] {
  const read = schemaReader(description);
  return Object.entries(endpoints).flatMap(([path, endpoint]) => {
    const media = dig(description, 'paths', path, 'post', 'requestBody', 'content', 'application/json');
    const schema = dig(media, 'schema');
    if (schema === undefined) return [];
    return [{ source, endpoint, naming: 'wire', body: () => read(schema) } as const];
  });
}

function schemaReader(description: unknown): (schema: unknown) => readonly Shape[] {
  const resolve = (schema: unknown): Json => {
    const reference = dig(schema, '$ref');
    if (typeof reference !== 'string') return asJson(schema);
    const [, ...keys] = reference.split('/');
    return resolve(dig(description, ...keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))));
  };

  const read = (schema: unknown): readonly Shape[] => {
    const { allOf, anyOf, oneOf, ...own } = resolve(schema);
    const unions = [anyOf, oneOf]
      .filter((members) => Array.isArray(members))
      .map((members) => members.flatMap(read));
    const parts = [...list(allOf).map(read), ...unions];
    const isMerelyParts = parts.length > 0 && !('type' in own) && !('properties' in own) && !('enum' in own);
    return isMerelyParts ? parts.reduce(merge) : [readOwn(own, resolve(schema)), ...parts].reduce(merge);
  };

  const readOwn = (schema: Json, identity: object): readonly Shape[] => {
    const types = list(schema['type']).length > 0 ? list(schema['type']) : [schema['type'] ?? guess(schema)];
    return types.flatMap((type): readonly Shape[] => {
      if (type === 'null') return [];
      if (type === 'array') return [{ kind: 'list', items: () => read(schema['items'] ?? {}) }];
      if (type === 'object') return [readObject(schema, identity)];
      if (type === 'boolean') return [{ kind: 'scalar', type, texts: [] }];
      if (type === 'number' || type === 'integer') return [{ kind: 'scalar', type: 'number', texts: [] }];
      if (type === 'string') return [{ kind: 'scalar', type, texts: textsOf(schema) }];
      return [{ kind: 'any' }];
    });
  };

  const readObject = (schema: Json, identity: object): Shape => {
    const fields = Object.entries(asJson(schema['properties'])).map(([key, field]): [string, Place] => [
      key,
      () => read(field),
    ]);
    const others = schema['additionalProperties'] ?? fields.length === 0;
    return {
      kind: 'object',
      identity,
      fields: new Map(fields),
      others: others === false ? null : () => read(others === true ? {} : others),
    };
  };
  return read;
}

/** What satisfies both: objects put their fields together, and whatever else is an alternative. */
function merge(some: readonly Shape[], more: readonly Shape[]): readonly Shape[] {
  if (some.every(({ kind }) => kind === 'any')) return more;
  if (more.every(({ kind }) => kind === 'any')) return some;
  const isObject = (shape: Shape): shape is ObjectShape => shape.kind === 'object';
  const objects = some.filter(isObject);
  const moreObjects = more.filter(isObject);
  if (objects.length === 0 || moreObjects.length === 0) return [...some, ...more];
  const rest = [...some, ...more].filter((shape) => !isObject(shape));
  return [...rest, ...objects.flatMap((one) => moreObjects.map((other) => mergeObjects(one, other)))];
}

function mergeObjects(one: ObjectShape, other: ObjectShape): ObjectShape {
  const fields = new Map(one.fields);
  for (const [key, place] of other.fields) {
    const earlier = fields.get(key);
    fields.set(key, earlier === undefined ? place : () => [...earlier(), ...place()]);
  }
  return { kind: 'object', identity: other.identity, fields, others: one.others ?? other.others };
}

function guess(schema: Json): string {
  if ('properties' in schema || 'additionalProperties' in schema) return 'object';
  if ('items' in schema) return 'array';
  const [first] = textsOf(schema);
  return first === undefined ? 'any' : 'string';
}

function textsOf(schema: Json): readonly string[] {
  return [...list(schema['enum']), schema['const']].filter((text) => typeof text === 'string');
}

function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => asJson(at)[key], value);
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
