import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AuditError, unreadable } from '../audit-error.js';
import { type AuditRun, type FileFindings, rowWork } from '../audit-file.js';
import { findRowFields, isRow, type Row } from '../fields/row-fields.js';
import type { RowAt } from '../read/reader.js';
import { countRows } from '../rows.js';
import { sqlPath } from './open-duckdb.js';

/**
 * Audits a Parquet file: each row as it would be read from JSONL.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function auditParquet(
  connection: DuckDBConnection,
  path: string,
  run: AuditRun,
): Promise<FileFindings> {
  try {
    const { size } = await stat(path);
    const fields = findRowFields(run.fields);
    const counter = countRows(rowWork(path, fields, run));
    await readRows(connection, path, run, counter);
    const rows = counter.rows();
    return {
      file: { file: path, format: 'parquet', rows, corrupt: 0, bytes: size, modelField: fields.model.path() },
      groups: counter.groups(),
      corrupt: [],
    };
  } catch (cause) {
    if (cause instanceof AuditError) throw cause;
    throw unreadable(path, cause instanceof Error ? new Error(firstLine(cause.message), { cause }) : cause);
  }
}

async function readRows(
  connection: DuckDBConnection,
  path: string,
  { split, onProgress }: AuditRun,
  counter: ReturnType<typeof countRows>,
): Promise<void> {
  const result = await connection.stream(
    `SELECT to_json("the whole row")::VARCHAR FROM read_parquet(${sqlPath(path)}, hive_partitioning = false) AS "the whole row"`,
  );
  const at: RowAt = { line: 0, offset: null, bytes: null, start: 0, end: 0 };
  for await (const rows of result.yieldRows()) {
    for (const [text] of rows) {
      at.line += 1;
      const json = validJson(String(text));
      // The text itself is written, not what was parsed: its integers may be larger than JavaScript's.
      at.bytes = split === null ? null : Buffer.from(`${json}\n`);
      at.end = at.bytes?.length ?? 0;
      counter.row(parsedRow(json), at);
    }
    await split?.flush();
    onProgress(counter.rows(), 0);
  }
}

function parsedRow(json: string): Row {
  const value: unknown = JSON.parse(json);
  return isRow(value) ? value : {};
}

/** DuckDB writes NaN and infinity as no JSON does: null, as `JSON.stringify` has it. */
function validJson(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}
