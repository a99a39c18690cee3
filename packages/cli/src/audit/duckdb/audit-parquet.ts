import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { CommandError } from '../../command-error.js';
import { reasonOf } from '../../reason-of.js';
import type { Run } from '../audit-with-js.js';
import type { AuditSettings, FileFindings, RowAt } from '../engine.js';
import { findRowFields, isRow, type Row } from '../fields/row-fields.js';
import { handleRows } from '../handle-rows.js';
import { askKeys } from './ask-keys.js';
import { modelKey } from './jsonl-queries.js';
import { sqlPath } from './open-duckdb.js';
import { findParquetFields } from './parquet-fields.js';
import { groupsOf } from './row-tally.js';
import { timeKey } from './time-key.js';

/**
 * Audits a Parquet file: counted by SQL, or row by row where a ledger or an output asks for each.
 *
 * @throws CommandError `INPUT_UNREADABLE`
 */
export async function auditParquet(
  connection: DuckDBConnection,
  path: string,
  settings: AuditSettings,
  run: Run,
): Promise<FileFindings> {
  const source = `read_parquet(${sqlPath(path)}, hive_partitioning = false`;
  try {
    const { size } = await stat(path);
    const isCounted = run.ledger === null && run.split === null;
    const counted = isCounted ? await countRows(connection, source, settings) : null;
    const { modelField, ...found } = counted ?? (await readRows(connection, path, source, settings, run));
    const rows = found.groups.reduce((total, group) => total + group.rows, 0);
    return {
      file: { file: path, format: 'parquet', rows, corrupt: 0, bytes: size, modelField },
      groups: found.groups,
      corrupt: [],
    };
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const message = `Cannot read ${path}: ${firstLine(reasonOf(cause))}.`;
    throw new CommandError('INPUT_UNREADABLE', message, { cause, details: { path } });
  }
}

type Counted = Pick<FileFindings, 'groups'> & { readonly modelField: string | null };

/** Null where the fields have to be looked for in each row. */
async function countRows(
  connection: DuckDBConnection,
  source: string,
  { fields: named, catalogs }: AuditSettings,
): Promise<Counted | null> {
  const fields = await findParquetFields(connection, `${source})`, named);
  if (fields === null) return null;
  const keys = await askKeys(
    connection,
    `SELECT model, time, count(*)::DOUBLE, (min(file_row_number) + 1)::DOUBLE FROM (
      SELECT ${modelKey(fields.model)} AS model, ${timeKey(fields.time, catalogs.since)} AS time, file_row_number
      FROM ${source}, file_row_number = true)
    ) GROUP BY model, time`,
  );
  const groups = [...groupsOf(keys, catalogs.since).values()];
  return { groups: groups.sort((a, b) => a.line - b.line), modelField: fields.modelPath };
}

/** As the rows would be read from JSONL, each as an object. */
async function readRows(
  connection: DuckDBConnection,
  path: string,
  source: string,
  { fields: named, catalogs, judge, onProgress }: AuditSettings,
  { ledger, split, done }: Run,
): Promise<Counted> {
  const fields = findRowFields(named);
  const counter = handleRows({ file: path, since: catalogs.since, fields, judge, ledger, split });
  const answer = await connection.stream(
    `SELECT to_json("the whole row")::VARCHAR FROM ${source}) AS "the whole row"`,
  );
  const at: RowAt = { line: 0, offset: null, bytes: null, start: 0, end: 0 };
  for await (const rows of answer.yieldRows()) {
    for (const [text] of rows) {
      at.line += 1;
      const json = validJson(String(text));
      // The text itself is written, not what was parsed: its integers may be larger than JavaScript's.
      at.bytes = split === null ? null : Buffer.from(`${json}\n`);
      at.end = at.bytes?.length ?? 0;
      counter.row(parsedRow(json), at);
    }
    await split?.flush();
    onProgress({ rows: done.rows + counter.rows(), bytes: done.bytes });
  }
  return { groups: counter.groups(), modelField: fields.model.path() };
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
