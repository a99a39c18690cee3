import { open } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { AuditInput, AuditSettings, FileFindings } from '../engine.js';
import { type OpenedInput, openInput } from '../inputs/open-input.js';
import type { RowGroup } from '../row-groups.js';
import { askKeys } from './ask-keys.js';
import { fieldColumns } from './field-columns.js';
import { checkQuery, doubtfulQuery, firstRowQuery, groupQuery, type JsonlQuestion } from './jsonl-queries.js';
import { type Head, readHead } from './read-head.js';
import { type CountedKey, groupKey, groupsOf } from './row-tally.js';
import { scanLines } from './scan-lines.js';

/** Bytes that are read row by row, to learn where the fields are and where most groups begin. */
const defaultHeadBytes = 2_097_152;

/**
 * Counts the rows of a JSONL file by SQL, where that is sure to give what reading each row would give: every line an
 * object that `JSON.parse` takes too, no key of the fields twice, no field in another place. Null where it isn't sure,
 * for zipped files, and for anything but JSONL: the other engine reads these.
 */
export async function auditJsonl(
  connection: DuckDBConnection,
  input: AuditInput,
  settings: AuditSettings,
  headBytes: number = defaultHeadBytes,
): Promise<FileFindings | null> {
  const opened = await openInput(input, settings.io);
  let head: Head;
  let size: number;
  try {
    if (!(await isPlainJsonl(input.path, opened)) || opened.size === null) return null;
    size = opened.size;
    head = await readHead(input.path, opened, settings, headBytes);
  } finally {
    await opened.close();
  }
  const question = questionOf(input.path, head, settings);
  if (question === null) return null;
  const groups = await countGroups(connection, question, head, size);
  if (groups === null) return null;
  const rows = groups.reduce((total, group) => total + group.rows, 0);
  const { path } = input;
  return {
    file: { file: path, format: 'jsonl', rows, corrupt: 0, bytes: size, modelField: head.modelPath },
    groups,
    corrupt: [],
  };
}

async function isPlainJsonl(path: string, { format }: OpenedInput): Promise<boolean> {
  if (path === '-' || format !== 'jsonl') return false;
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.readUInt16BE(0) !== 0x1f8b && buffer.readUInt32LE(0) !== 0xfd2fb528;
  } finally {
    await handle.close();
  }
}

function questionOf(
  path: string,
  { modelPath, timePath }: Head,
  { catalogs }: AuditSettings,
): JsonlQuestion | null {
  if (modelPath === null) return null;
  const columns = fieldColumns(timePath === null ? [modelPath] : [modelPath, timePath]);
  return columns === null ? null : { path, columns, modelPath, timePath, since: catalogs.since };
}

async function countGroups(
  connection: DuckDBConnection,
  question: JsonlQuestion,
  head: Head,
  size: number,
): Promise<readonly RowGroup[] | null> {
  const keys = await tryKeys(connection, groupQuery(question));
  if (keys === null) return null;
  const [row = []] = (await connection.runAndReadAll(checkQuery(question))).getRows();
  const [rows = Number.NaN, bytes = Number.NaN, doubtful, elsewhere] = row.map(Number);
  if (elsewhere !== 0 || sumOf(keys) !== rows) return null;
  if (doubtful !== 0 && !(await areAllJson(connection, question))) return null;
  // Where each byte belongs to a row or ends a line, no line is blank and nothing stands around a row.
  const isAccounted = bytes + rows === size + ((await endsWithNewline(question.path, size)) ? 0 : 1);
  return placeGroups(connection, question, groupsOf(keys, question.since), head, isAccounted);
}

/** Null where DuckDB finds something wrong: a corrupt row, a key that occurs twice. Reading row by row tells what. */
async function tryKeys(connection: DuckDBConnection, query: string): Promise<readonly CountedKey[] | null> {
  return askKeys(connection, query).catch(() => null);
}

async function areAllJson(connection: DuckDBConnection, question: JsonlQuestion): Promise<boolean> {
  const answer = await connection.stream(doubtfulQuery(question));
  for await (const rows of answer.yieldRows()) {
    if (!rows.every(([text]) => typeof text === 'string' && isObjectText(text))) return false;
  }
  return true;
}

function isObjectText(text: string): boolean {
  try {
    JSON.parse(text);
    return text.startsWith('{');
  } catch {
    return false;
  }
}

async function endsWithNewline(path: string, size: number): Promise<boolean> {
  if (size === 0) return true;
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}

/** Gives each group the place of its first row: most are in the head, and the others are looked for. */
async function placeGroups(
  connection: DuckDBConnection,
  question: JsonlQuestion,
  groups: ReadonlyMap<string, RowGroup>,
  head: Head,
  isAccounted: boolean,
): Promise<readonly RowGroup[] | null> {
  const early = new Map(head.groups.map((group) => [groupKey(group), group]));
  const late = [...groups].filter(([key]) => !early.has(key));
  const firstRows =
    late.length === 0 ? new Map<string, RowGroup>() : await askFirstRows(connection, question);
  if (firstRows === null) return null;
  const wanted = late.map(([key]) => firstRows.get(key)?.line ?? 0).toSorted((a, b) => a - b);
  const places =
    wanted.length === 0 && isAccounted ? new Map() : await scanLines(question.path, wanted, !isAccounted);
  if (places === null) return null;
  for (const [key, group] of groups) {
    const place = early.get(key) ?? places.get(firstRows.get(key)?.line ?? 0);
    if (place === undefined) return null;
    group.line = place.line;
    group.offset = place.offset;
  }
  return [...groups.values()].sort((a, b) => a.line - b.line);
}

async function askFirstRows(
  connection: DuckDBConnection,
  question: JsonlQuestion,
): Promise<ReadonlyMap<string, RowGroup> | null> {
  const keys = await tryKeys(connection, firstRowQuery(question));
  return keys === null ? null : groupsOf(keys, question.since);
}

function sumOf(keys: readonly CountedKey[]): number {
  return keys.reduce((total, { rows }) => total + rows, 0);
}
