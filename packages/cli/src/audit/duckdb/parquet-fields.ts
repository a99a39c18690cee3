import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { NamedFields } from '../fields/row-fields.js';
import { findRowFields, modelPaths, parseFieldPath, type Row, timePaths } from '../fields/row-fields.js';
import { sqlText } from './open-duckdb.js';
import { parsed } from './row-tally.js';

/** Columns of a Parquet file that an audit groups by. */
export interface ParquetFields {
  readonly modelPath: string | null;
  /** JSON text, in SQL. */
  readonly model: string;
  readonly time: string;
}

/** Rows that are looked at to find the columns. */
const sampleRows = 4_096;

/** A column or a part of one that an expression reads as JSON text. */
interface Candidate {
  readonly path: string;
  readonly text: string;
}

/** Finds the columns by the first rows that hold something; null where SQL can't say what a named path means. */
export async function findParquetFields(
  connection: DuckDBConnection,
  source: string,
  named: NamedFields,
): Promise<ParquetFields | null> {
  if ([named.model, named.time].some((path) => path?.includes('[') === true)) return null;
  const columns = await columnsOf(connection, source);
  const models = candidatesOf(named.model === undefined ? modelPaths : [named.model], columns);
  const times = candidatesOf(named.time === undefined ? timePaths : [named.time], columns);
  const fields = findRowFields(named);
  const sample = async (candidates: readonly Candidate[]): Promise<void> => {
    if (candidates.length === 0) return;
    const held = candidates.map(({ text }) => `coalesce(${text}, '""') NOT IN ('""', 'null')`).join(' OR ');
    const texts = candidates.map(({ text }) => text).join(', ');
    const query = `SELECT ${texts} FROM ${source} WHERE ${held} LIMIT ${sampleRows}`;
    for (const values of (await connection.runAndReadAll(query)).getRows()) {
      const row = rowOf(candidates, values);
      fields.model.read(row);
      fields.time.read(row);
    }
  };
  await sample(models);
  await sample(times);
  const textAt = (path: string | null, candidates: readonly Candidate[]): string =>
    candidates.find((candidate) => candidate.path === path)?.text ?? 'NULL';
  const [modelPath, timePath] = [fields.model.path(), fields.time.path()];
  return { modelPath, model: textAt(modelPath, models), time: textAt(timePath, times) };
}

async function columnsOf(
  connection: DuckDBConnection,
  source: string,
): Promise<ReadonlyMap<string, DuckDBType>> {
  const answer = await connection.runAndReadAll(`SELECT * FROM ${source} LIMIT 0`);
  const names = answer.columnNames();
  return new Map(answer.columnTypes().map((type, index) => [names[index] ?? '', type]));
}

/** Keys are whole paths: a column that is called like one goes first anyway. */
function rowOf(candidates: readonly Candidate[], values: readonly DuckDBValue[]): Row {
  return Object.fromEntries(
    candidates.flatMap(({ path }, index) => {
      const text = values[index];
      return typeof text === 'string' ? [[path, parsed(text)]] : [];
    }),
  );
}

function candidatesOf(
  paths: readonly string[],
  columns: ReadonlyMap<string, DuckDBType>,
): readonly Candidate[] {
  return paths.flatMap((path) => {
    const expression = expressionOf(path, columns);
    return expression === null ? [] : [{ path, text: `to_json(${expression})::VARCHAR` }];
  });
}

function expressionOf(path: string, columns: ReadonlyMap<string, DuckDBType>): string | null {
  if (columns.has(path)) return quoted(path);
  const [head, ...steps] = parseFieldPath(path).map(String);
  let type = columns.get(head ?? '');
  let expression = quoted(head ?? '');
  for (const step of steps) {
    if (type === undefined || !('entryNames' in type)) return null;
    const index = type.entryNames.indexOf(step);
    if (index < 0) return null;
    type = type.entryTypes[index];
    expression = `struct_extract(${expression}, ${sqlText(step)})`;
  }
  return type === undefined ? null : expression;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
