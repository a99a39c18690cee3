import {
  type ConvertedType,
  type KeyValue,
  parquetSchema,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ParquetFile } from '../../read/parquet/open-parquet.js';
import { type Leaf, leavesOf, rowFields } from '../../read/parquet/schema.js';
import { freeNoteField } from '../split-rows.js';

/** A column of the new file. */
export interface CopiedColumn {
  readonly leaf: Leaf;
  /** The elements from the root of the schema to the column. */
  readonly elements: readonly SchemaElement[];
  /** Its index among the columns of each input, in their order; null if an input lacks it. */
  readonly sources: readonly (number | null)[];
}

/** How rows of some files become rows of one file. */
export interface CopyPlan {
  readonly schema: readonly SchemaElement[];
  readonly columns: readonly CopiedColumn[];
  readonly notes: readonly KeyValue[];
  /** The column of {@link columns} that says why a row was written; null without one. */
  readonly noteColumn: number | null;
}

/** A file whose rows are to be copied. */
export interface CopySource extends Pick<ParquetFile, 'leaves' | 'stored'> {
  readonly name: string;
}

/** Rows of these files can't be copied without a change; the message is a clause that says why. */
export class NotCopyable extends Error {}

/**
 * Compares the schemas of files whose rows are to be copied into one. Values are copied as they are stored, so they stay
 * exactly what they were. A column that some files lack is null in their rows.
 *
 * @param hasNotes whether one more column says why a row was written
 * @throws NotCopyable
 */
export function planCopy(sources: readonly CopySource[], hasNotes: boolean): CopyPlan {
  const nodes = new Map<string, { readonly node: SchemaTree; readonly source: string; count: number }>();
  for (const { name: source, stored } of sources) {
    for (const node of parquetSchema({ schema: [...stored.schema] }).children) {
      const { name } = node.element;
      const known = nodes.get(name);
      if (known === undefined) nodes.set(name, { node, source, count: 1 });
      else if (signature(known.node) === signature(node)) known.count += 1;
      else throw new NotCopyable(`column ${name} has another type in ${source} than in ${known.source}`);
    }
  }
  for (const [name, { node, count }] of nodes) {
    if (count < sources.length && node.element.repetition_type !== 'OPTIONAL') {
      throw new NotCopyable(`column ${name} can't be null, and some of the files lack it`);
    }
  }
  const elements = [...nodes.values()].flatMap(({ node }) => elementsOf(node));
  const added = hasNotes ? [noteElement(freeNoteField((name) => nodes.has(name)))] : [];
  const schema = [{ name: 'schema', num_children: nodes.size + added.length }, ...elements, ...added];
  const tree = parquetSchema({ schema });
  const leaves = leavesOf(rowFields(tree));
  for (const element of elements) refuseUnwritable(element);
  const indexes = sources.map(({ leaves }) => new Map(leaves.map((leaf) => [pathKey(leaf), leaf.column])));
  const columns = leaves.map((leaf) => ({
    leaf,
    elements: getTreePath(tree, [...leaf.path]).map(({ element }) => element),
    sources: indexes.map((columns) => columns.get(pathKey(leaf)) ?? null),
  }));
  // The notes of a writer may describe the columns, so they must not be copied beside other columns.
  const isSame = [...nodes.values()].every(({ count }) => count === sources.length);
  const notes = isSame ? (sources[0]?.stored.notes ?? []) : [];
  return { schema, columns, notes, noteColumn: hasNotes ? columns.length - 1 : null };
}

function noteElement(name: string): SchemaElement {
  return {
    name,
    type: 'BYTE_ARRAY',
    repetition_type: 'OPTIONAL',
    converted_type: 'UTF8',
    logical_type: { type: 'STRING' },
  };
}

/** Types that hyparquet-writer writes into a schema exactly as hyparquet reads them. */
const writtenTypes: ReadonlySet<string> = new Set(
  'STRING MAP LIST ENUM DECIMAL DATE TIME TIMESTAMP NULL JSON UUID FLOAT16'.split(' '),
);

function refuseUnwritable({ name, type, logical_type }: SchemaElement): void {
  if (type === 'INT96') throw new NotCopyable(`column ${name} has the old type INT96`);
  if (logical_type !== undefined && !writtenTypes.has(logical_type.type)) {
    throw new NotCopyable(
      `column ${name} has the type ${logical_type.type ?? 'of a newer version of the format'}`,
    );
  }
}

function elementsOf({ element, children }: SchemaTree): readonly SchemaElement[] {
  return [withOldInteger(element), ...children.flatMap(elementsOf)];
}

/**
 * Describes an integer by the older annotation alone, which says the same: hyparquet-writer 0.17 writes the newer one with
 * a number of the wrong size, and other readers reject the file.
 */
function withOldInteger({ logical_type, ...element }: SchemaElement): SchemaElement {
  if (logical_type?.type !== 'INTEGER')
    return logical_type === undefined ? element : { ...element, logical_type };
  const converted_type = oldIntegers[`${logical_type.isSigned ? 'INT' : 'UINT'}_${logical_type.bitWidth}`];
  if (converted_type === undefined)
    throw new NotCopyable(`column ${element.name} has integers of ${logical_type.bitWidth} bits`);
  return { ...element, converted_type };
}

const oldIntegers: Readonly<Record<string, ConvertedType>> = {
  INT_8: 'INT_8',
  INT_16: 'INT_16',
  INT_32: 'INT_32',
  INT_64: 'INT_64',
  UINT_8: 'UINT_8',
  UINT_16: 'UINT_16',
  UINT_32: 'UINT_32',
  UINT_64: 'UINT_64',
};

/** All that decides how values are stored and what they mean; not the ids that some writers give to columns. */
function signature(node: SchemaTree): string {
  return JSON.stringify(elementsOf(node).map(({ field_id: _, ...element }) => element));
}

function pathKey({ path }: Leaf): string {
  return JSON.stringify(path);
}
