import type { FieldColumns } from './field-columns.js';
import { sqlPath } from './open-duckdb.js';
import { timeKey } from './time-key.js';

/** What is asked of a JSONL file. */
export interface JsonlQuestion {
  readonly path: string;
  readonly columns: FieldColumns;
  readonly modelPath: string;
  /** Null where no row has a time. */
  readonly timePath: string | null;
  readonly since: readonly number[] | null;
}

/**
 * Rows by model and time. Fails on anything but an object on each line, and on a key of the path that occurs twice
 * (escaped or not), of which DuckDB would take the first and `JSON.parse` the last.
 */
export function groupQuery(question: JsonlQuestion): string {
  return `SELECT model, time, count(*)::DOUBLE AS row_count, NULL::DOUBLE AS first
    FROM (SELECT ${keysOf(question)} FROM ${readColumns(question)}) GROUP BY model, time`;
}

/** The same with the number of the first row, from 1; slower, since the rows have to stay in order. */
export function firstRowQuery(question: JsonlQuestion): string {
  return `SELECT model, time, count(*)::DOUBLE AS row_count, min(position)::DOUBLE AS first
    FROM (SELECT ${keysOf(question)}, row_number() OVER () AS position FROM ${readColumns(question)})
    GROUP BY model, time`;
}

/**
 * What tells whether the groups can be trusted: the number of rows and of their bytes, of rows that `JSON.parse` might
 * refuse, and of rows that might hold a field somewhere else.
 */
export function checkQuery(question: JsonlQuestion): string {
  return `SELECT count(*)::DOUBLE, coalesce(sum(strlen(json)), 0)::DOUBLE,
      (count(*) FILTER (${doubtful}))::DOUBLE, (count(*) FILTER (${elsewhere(question)}))::DOUBLE
    FROM ${readObjects(question)}`;
}

/** The text of the rows that `JSON.parse` might refuse. */
export function doubtfulQuery(question: JsonlQuestion): string {
  return `SELECT json::VARCHAR FROM ${readObjects(question)} WHERE ${doubtful}`;
}

const noNumber = '-?(?:[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)\\s*[,}\\]]';

/**
 * DuckDB's parser allows a comma before a closing bracket, and NaN and Infinity in any case; and a row `null`. Three
 * patterns that begin with one character each are faster than one that begins with any of them.
 */
const doubtful = [
  `NOT starts_with(json, '{')`,
  `regexp_matches(json, ',\\s*(?:[}\\]]|${noNumber})')`,
  `regexp_matches(json, ':\\s*${noNumber}')`,
  `regexp_matches(json, '\\[\\s*${noNumber}')`,
].join(' OR ');

/** Keys of any place that a time is looked for in. */
const timeKeys = ['"created', '"timestamp"', '"time"', '"date"', '"generated_at"'];

/** A key that is spelled like a whole dotted path goes first; and a time may come up late. Escapes can hide either. */
function elsewhere({ modelPath, timePath }: JsonlQuestion): string {
  const dotted = [modelPath, timePath].filter((path) => path?.includes('.') === true);
  const keys = [...dotted.map((path) => `"${path}"`), ...(timePath === null ? timeKeys : [])];
  if (keys.length === 0) return 'false';
  return [...keys, '\\u00'].map((key) => `contains(json, '${key}')`).join(' OR ');
}

function keysOf({ columns, modelPath, timePath, since }: JsonlQuestion): string {
  const model = `${columns.expressionOf(modelPath)}::VARCHAR`;
  const time = timePath === null ? 'NULL' : timeKey(`${columns.expressionOf(timePath)}::VARCHAR`, since);
  return `${modelKey(model)} AS model, ${time} AS time`;
}

/** Lists and objects are told in a word, so they need not be kept apart. */
export function modelKey(text: string): string {
  return `CASE WHEN starts_with(${text}, '{') THEN '{}' WHEN starts_with(${text}, '[') THEN '[]' ELSE ${text} END`;
}

function readColumns({ path, columns }: JsonlQuestion): string {
  return `read_json(${sqlPath(path)}, columns = ${columns.columns}, ${options})`;
}

function readObjects({ path }: JsonlQuestion): string {
  return `read_json_objects(${sqlPath(path)}, ${options})`;
}

const options = `format = 'newline_delimited', compression = 'uncompressed', hive_partitioning = false`;
