import { type At, childrenOf, type PlaceWriter } from './place-writer.js';
import type { TextShape } from './shape.js';

/** The keys that JSON of an API's response has, one of them at least. */
const keysOfApi = ['choices', 'usage', 'messages', 'candidates', 'content', 'object', 'body'];

/** The condition that a JSON text has more keys that may name a model than those that are read. */
export function hasUnseenKeys(writer: PlaceWriter, at: At<TextShape>, isProse: boolean): string {
  const { dialect, keyPattern } = writer;
  const all = dialect.size(dialect.findAll(at.sql, `(?i)${keyPattern}`));
  const known = keysIn(writer, at);
  const hasMore =
    known.length === 0 ? `${all} > 0` : `${all} > 0 AND ${all} > ${dialect.size(dialect.concat(known))}`;
  const isNoApi =
    isProse && at.shape.isApi
      ? [`NOT (${keysOfApi.map((key) => dialect.hasJsonField(at.sql, key)).join(' OR ')})`]
      : [];
  return `(${[`(${hasMore})`, ...isNoApi].join(' OR ')})`;
}

/** The keys that are read, with those in the texts of the JSON: these have their own guard. */
function keysIn(writer: PlaceWriter, at: At<TextShape>): readonly string[] {
  const { dialect, tree, keyPattern } = writer;
  const isNameKey = new RegExp(keyPattern, 'i');
  const fields = childrenOf(writer, at, at.shape.fields, (key) => dialect.jsonField(at.sql, key));
  const inFields = fields.flatMap(([key, child]) => [
    ...(isNameKey.test(`"${key}":`)
      ? [
          `CASE WHEN ${dialect.hasJsonField(at.sql, key)} THEN ${dialect.list([dialect.text('key')])} ELSE ${dialect.list([])} END`,
        ]
      : []),
    ...keysAt(writer, child),
  ]);
  if (at.shape.item === null) return inFields;
  const item = writer.nextVariable();
  const itemAt = { ...at, shape: at.shape.item, node: tree.item(at.node, 0, 1), sql: item };
  const inItem = keysAt(writer, itemAt);
  return inItem.length === 0
    ? inFields
    : [...inFields, dialect.flatMap(dialect.jsonItems(at.sql), item, dialect.concat(inItem))];
}

function keysAt(writer: PlaceWriter, { shape, ...at }: At): readonly string[] {
  if (shape.kind !== 'text') return [];
  const { dialect, keyPattern } = writer;
  const isValue = shape.fields.size === 0 && shape.item === null;
  return isValue || shape.isEncoded
    ? [`coalesce(${dialect.findAll(at.sql, `(?i)${keyPattern}`)}, ${dialect.list([])})`]
    : keysIn(writer, { ...at, shape });
}
