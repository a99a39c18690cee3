import { isRow, type Row } from '../fields/field-path.js';
import { isApiBody, readJsonText, startsLikeJson } from '../places/json-in-text.js';
import { leafType } from '../read/parquet/leaf-type.js';
import type { Field } from '../read/parquet/schema.js';

/** The type of a column, and the fields in it. */
export type Shape =
  | TextShape
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, Shape> }
  | { readonly kind: 'list'; readonly item: Shape }
  /** Maps and bytes: engines read their content in different ways. */
  | { readonly kind: 'map' | 'bytes' }
  /** Numbers, times and so on. */
  | { readonly kind: 'other' };

/** A text, or any value of JSON: engines read both as text. */
export interface TextShape {
  readonly kind: 'text';
  /** Of the JSON that was seen here. */
  readonly fields: Map<string, TextShape>;
  item: TextShape | null;
  /** Whether the JSON stood in a text, so that its quotes are escaped in the JSON around it. */
  isEncoded: boolean;
  /** Whether all JSON in texts here was the response of an API. */
  isApi: boolean;
}

export function emptyText(): TextShape {
  return { kind: 'text', fields: new Map(), item: null, isEncoded: false, isApi: true };
}

/** The columns of a Parquet file. */
export function shapeOfFields(fields: readonly Field[]): Shape {
  return { kind: 'struct', fields: new Map(fields.map((field) => [field.name, shapeOf(field)])) };
}

function shapeOf(field: Field): Shape {
  switch (field.kind) {
    case 'struct':
      return shapeOfFields(field.children);
    case 'list':
      return { kind: 'list', item: shapeOf(field.item) };
    case 'map':
      return { kind: 'map' };
    case 'leaf': {
      if (field.isVariant) return { kind: 'bytes' };
      const { kind } = leafType(field.element);
      if (kind === 'bytes') return { kind };
      return kind === 'text' || kind === 'json' ? emptyText() : { kind: 'other' };
    }
  }
}

/** With more of them, keys are data and no fields. Rows with a key that is left out become unknown. */
const maxFields = 512;
const maxDepth = 32;

/** Adds the JSON in a row's texts to its shape. */
export function addRow(shape: Shape, value: unknown, depth = 0): void {
  if (depth > maxDepth || value === null) return;
  if (shape.kind === 'text') addJson(shape, value, depth);
  else if (shape.kind === 'list' && Array.isArray(value))
    for (const item of value) addRow(shape.item, item, depth + 1);
  else if (shape.kind === 'struct' && isRow(value)) {
    for (const [key, field] of shape.fields)
      if (Object.hasOwn(value, key)) addRow(field, value[key], depth + 1);
  }
}

function addJson(shape: TextShape, value: unknown, depth: number): void {
  if (typeof value === 'string') {
    const json = startsLikeJson(value) ? readJsonText(value) : null;
    if (json === null || !('value' in json)) return;
    shape.isEncoded = true;
    shape.isApi &&= isApiBody(json.value);
    addJson(shape, json.value, depth);
  } else if (Array.isArray(value)) {
    shape.item ??= emptyText();
    for (const item of value) addRow(shape.item, item, depth + 1);
  } else if (isRow(value)) addFields(shape, value, depth);
}

function addFields({ fields }: TextShape, row: Row, depth: number): void {
  for (const [key, value] of Object.entries(row)) {
    const known = fields.get(key);
    if (known === undefined && fields.size >= maxFields) continue;
    const field = known ?? emptyText();
    fields.set(key, field);
    addRow(field, value, depth + 1);
  }
}

/** The columns of several files together; null if a column has different types in them. */
export function mergeShapes(one: Shape, other: Shape): Shape | null {
  if (one.kind !== other.kind) return null;
  if (one.kind === 'list' && other.kind === 'list') {
    const item = mergeShapes(one.item, other.item);
    return item === null ? null : { kind: 'list', item };
  }
  if (one.kind === 'text' && other.kind === 'text') return mergeTexts(one, other);
  if (one.kind !== 'struct' || other.kind !== 'struct') return one;
  const fields = new Map(one.fields);
  for (const [key, shape] of other.fields) {
    const known = fields.get(key);
    const merged = known === undefined ? shape : mergeShapes(known, shape);
    if (merged === null) return null;
    fields.set(key, merged);
  }
  return { kind: 'struct', fields };
}

function mergeTexts(one: TextShape, other: TextShape): TextShape {
  const fields = new Map(one.fields);
  for (const [key, shape] of other.fields) {
    const known = fields.get(key);
    fields.set(key, known === undefined ? shape : mergeTexts(known, shape));
  }
  return {
    kind: 'text',
    fields,
    item:
      one.item === null || other.item === null ? (one.item ?? other.item) : mergeTexts(one.item, other.item),
    isEncoded: one.isEncoded || other.isEncoded,
    isApi: one.isApi && other.isApi,
  };
}
