import type { LeafRows } from './chunk-rows.js';
import { DamagedData } from './parquet-error.js';
import { type Field, type Leaf, type ListField, leavesOf, type MapField } from './schema.js';

/** Creates the parts of a row, as objects or as text. */
export interface RowBuilder<Value, Row extends Value = Value> {
  readonly missing: Value;
  /** Returns a function that creates an object, reading each child once, in order. */
  readonly struct: (children: readonly Child<Value>[]) => () => Row;
  readonly list: (items: readonly Value[]) => Value;
  readonly map: (entries: readonly (readonly [key: Value, value: Value])[]) => Value;
}

export interface Child<Value> {
  readonly name: string;
  readonly read: () => Value;
}

/** Creates rows from their columns. */
export interface Assembler<Value, Row extends Value> {
  /**
   * @param columns every leaf of the same rows
   * @param onRow called after each row with its index
   * @throws DamagedData if the columns of a list differ in its length
   */
  readonly rows: (
    count: number,
    columns: ReadonlyMap<Leaf, LeafRows<Value>>,
    onRow?: (index: number) => void,
  ) => Row[];
}

/** The position in a column. */
interface Cursor<Value> {
  readonly leaf: Leaf;
  entries: number;
  definitions: Uint8Array | null;
  repetitions: Uint8Array | null;
  values: readonly Value[];
  entry: number;
  value: number;
}

/**
 * Creates rows from definition levels (how much of an entry's path exists) and repetition levels (which list the entry
 * continues).
 *
 * @see https://github.com/apache/parquet-format#nested-encoding
 */
export function createAssembler<Value, Row extends Value>(
  fields: readonly Field[],
  builder: RowBuilder<Value, Row>,
): Assembler<Value, Row> {
  const cursors = new Map(
    leavesOf(fields).map((leaf): [Leaf, Cursor<Value>] => [
      leaf,
      { leaf, entries: 0, definitions: null, repetitions: null, values: [], entry: 0, value: 0 },
    ]),
  );
  const readRow = builder.struct(childrenOf(fields, cursors, builder));
  return {
    rows(count, columns, onRow) {
      for (const [leaf, cursor] of cursors) {
        const column = columns.get(leaf);
        if (column === undefined) throw new DamagedData(`column ${leaf.label} was not read`);
        Object.assign(cursor, column, { entry: 0, value: 0 });
      }
      const rows: Row[] = [];
      for (let row = 0; row < count; row += 1) {
        rows.push(readRow());
        onRow?.(row);
      }
      for (const { leaf, entry, entries } of cursors.values()) {
        if (entry !== entries) throw new DamagedData(`column ${leaf.label} has more values than its rows`);
      }
      return rows;
    },
  };
}

type Cursors<Value> = ReadonlyMap<Leaf, Cursor<Value>>;

function childrenOf<Value>(
  fields: readonly Field[],
  cursors: Cursors<Value>,
  builder: RowBuilder<Value>,
): readonly Child<Value>[] {
  return fields.map((field) => ({ name: field.name, read: readerOf(field, cursors, builder) }));
}

function readerOf<Value>(field: Field, cursors: Cursors<Value>, builder: RowBuilder<Value>): () => Value {
  const inside = leavesOf([field]).flatMap((leaf) => cursors.get(leaf) ?? []);
  const { missing } = builder;
  switch (field.kind) {
    case 'leaf': {
      const [cursor] = inside;
      return cursor === undefined ? () => missing : leafReader(cursor, missing);
    }
    case 'struct': {
      const read = builder.struct(childrenOf(field.children, cursors, builder));
      return () => (isThere(inside, field.definition) ? read() : skip(inside, missing));
    }
    case 'list': {
      const readItem = readerOf(field.item, cursors, builder);
      let items: Value[] = [];
      const readItems = repeat(field, inside, () => items.push(readItem()));
      return () => {
        items = [];
        return readItems() ? builder.list(items) : missing;
      };
    }
    case 'map': {
      const readKey = readerOf(field.key, cursors, builder);
      const readValue = field.value === null ? () => missing : readerOf(field.value, cursors, builder);
      let entries: [Value, Value][] = [];
      const readEntries = repeat(field, inside, () => entries.push([readKey(), readValue()]));
      return () => {
        entries = [];
        return readEntries() ? builder.map(entries) : missing;
      };
    }
  }
}

function leafReader<Value>(cursor: Cursor<Value>, missing: Value): () => Value {
  const { definition } = cursor.leaf;
  return () => {
    const entry = cursor.entry++;
    if (cursor.definitions !== null && cursor.definitions[entry] !== definition) return missing;
    return cursor.values[cursor.value++] ?? missing;
  };
}

/** Reads all items of a list or map; false if it is null. */
function repeat<Value>(
  { definition, itemDefinition, repetition }: ListField | MapField,
  inside: readonly Cursor<Value>[],
  readItem: () => unknown,
): () => boolean {
  return () => {
    if (isThere(inside, itemDefinition)) {
      do readItem();
      while (goesOn(inside, repetition));
      return true;
    }
    const isNull = !isThere(inside, definition);
    skip(inside, null);
    return !isNull;
  };
}

function isThere(inside: readonly Cursor<unknown>[], definition: number): boolean {
  const [first] = inside;
  if (first === undefined) return false;
  return first.definitions === null || (first.definitions[first.entry] ?? 0) >= definition;
}

function goesOn(inside: readonly Cursor<unknown>[], repetition: number): boolean {
  const [first] = inside;
  const isSame = (cursor: Cursor<unknown> | undefined): boolean =>
    cursor !== undefined &&
    cursor.entry < cursor.entries &&
    cursor.repetitions?.[cursor.entry] === repetition;
  const result = isSame(first);
  for (const cursor of inside) {
    if (isSame(cursor) !== result)
      throw new DamagedData(
        `the lists of column ${cursor.leaf.label} have another length than those beside it`,
      );
  }
  return result;
}

/** A field that is null or empty has one entry in each of its columns. */
function skip<Result>(inside: readonly Cursor<unknown>[], result: Result): Result {
  for (const cursor of inside) cursor.entry += 1;
  return result;
}

/** Objects as `JSON.parse` returns them. @param onRepeatedKey called for a map with a repeated key: its last value wins */
export function objectBuilder(onRepeatedKey: () => void): RowBuilder<unknown, Record<string, unknown>> {
  return {
    missing: null,
    struct(children) {
      // Copying is faster than adding keys, and makes `__proto__` an ordinary key.
      const empty = Object.fromEntries(children.map(({ name }) => [name, null]));
      return () => {
        const object: Record<string, unknown> = { ...empty };
        for (const { name, read } of children) object[name] = read();
        return object;
      };
    },
    list: (items) => items,
    map(entries) {
      const object = Object.fromEntries(entries);
      if (Object.keys(object).length < entries.length) onRepeatedKey();
      return object;
    },
  };
}

/** JSON on one line, from values that are JSON. */
export const jsonBuilder: RowBuilder<string> = {
  missing: 'null',
  struct(children: readonly Child<string>[]) {
    const parts = children.map(({ name, read }, index) => {
      const before = `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`;
      return { before, read };
    });
    if (parts.length === 0) return () => '{}';
    return () => {
      let text = '';
      for (const { before, read } of parts) text += before + read();
      return `${text}}`;
    };
  },
  list: (items) => `[${items.join(',')}]`,
  map(entries) {
    const texts = entries.map(
      ([key, value]) => `${key.startsWith('"') ? key : JSON.stringify(key)}:${value}`,
    );
    return `{${texts.join(',')}}`;
  },
};
