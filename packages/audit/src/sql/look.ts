import { type AuditError, auditError } from '../audit-error.js';
import { discover, type LookOptions } from '../discover.js';
import type { Row } from '../fields/field-path.js';
import { createNameCollector, type PlaceOptions } from '../places/collect-names.js';
import { type InputSource, isParquet, openInput } from '../read/open.js';
import { parquetOnDisk, withParquetFile } from '../read/parquet/with-parquet-file.js';
import type { AuditFormat } from '../read/reader.js';
import { addRow, emptyText, mergeShapes, type Shape, shapeOfFields } from './shape.js';

/** The part of the first look at some files that SQL needs. */
export interface SqlLook {
  readonly format: AuditFormat;
  readonly shape: Shape;
  readonly found: readonly string[];
  readonly jsonColumns: readonly string[];
  readonly hasNames: boolean;
  /** Every name that was seen. */
  readonly names: ReadonlySet<string>;
}

/** The column that holds the lines of JSONL. */
export const lineColumn = 'json';

/**
 * Takes the audit's first look at some files of one format.
 *
 * @throws AuditError `INPUT_UNREADABLE`, `USAGE`
 */
export async function lookForSql(
  sources: readonly InputSource[],
  { places, isKnownName }: Pick<LookOptions, 'places' | 'isKnownName'>,
): Promise<SqlLook> {
  const names = new Set<string>();
  let merged: SqlLook | null = null;
  for (const source of sources) {
    const look = await lookAt(source, places, isKnownName, names);
    merged = merged === null ? look : mergeLooks(merged, look);
  }
  if (merged === null) throw new TypeError('auditSql: files names nothing to look at.');
  return merged;
}

/** A place that was found in one file counts for all files. */
function mergeLooks(one: SqlLook, other: SqlLook): SqlLook {
  const shape = mergeShapes(one.shape, other.shape);
  if (shape === null || one.format !== other.format)
    throw cannotPrint(
      'the files have different formats, or columns of different types. Give files that are alike.',
    );
  return {
    ...one,
    shape,
    found: [...new Set([...one.found, ...other.found])],
    jsonColumns: [...new Set([...one.jsonColumns, ...other.jsonColumns])],
    hasNames: one.hasNames || other.hasNames,
  };
}

async function lookAt(
  source: InputSource,
  places: PlaceOptions,
  isKnownName: (text: string) => boolean,
  names: Set<string>,
): Promise<SqlLook> {
  const collect = createNameCollector(places);
  const base = {
    places,
    fields: {},
    isKnownName(text: string) {
      const isKnown = isKnownName(text);
      if (isKnown) names.add(text);
      return isKnown;
    },
  };
  const addNames = (row: Row): void => {
    for (const { name, kind } of collect(row)) if (kind === 'name') names.add(name);
  };
  if (await isParquet(source)) {
    const { lookAtParquet } = await import('../audit-parquet.js');
    return withParquetFile(parquetOnDisk(source.name), async (file) => {
      const shape = shapeOfFields(file.fields);
      const onRow = (row: Row): void => {
        addNames(row);
        addRow(shape, row);
      };
      return { format: 'parquet', shape, names, ...(await lookAtParquet(file, { ...base, onRow })) };
    });
  }
  const { format, close } = await openInput(source);
  await close();
  if (format === 'json') throw cannotPrint(`${source.name} is one JSON document. Write it as JSONL first.`);
  const line = emptyText();
  const columns = new Map<string, Shape>();
  const table: Shape = { kind: 'struct', fields: columns };
  const isTable = format !== 'jsonl';
  const onRow = (row: Row): void => {
    addNames(row);
    for (const key of isTable ? Object.keys(row) : []) if (!columns.has(key)) columns.set(key, emptyText());
    addRow(isTable ? table : line, row);
  };
  const { look } = await discover(source, { ...base, onRow });
  return { format, shape: isTable ? table : line, names, ...look };
}

function cannotPrint(what: string): AuditError {
  return auditError('USAGE', '', `SQL can't be printed: ${what}`);
}
