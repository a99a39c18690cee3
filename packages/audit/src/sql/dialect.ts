/** The engines that {@link auditSql} writes for. */
export const sqlEngines = ['duckdb', 'spark', 'bigquery'] as const;

/** One of {@link sqlEngines}. */
export type SqlEngine = (typeof sqlEngines)[number];

/** The parts of SQL that engines write differently. All arguments but names, keys and patterns are expressions. */
export interface Dialect {
  readonly engine: SqlEngine;
  readonly text: (value: string) => string;
  readonly identifier: (name: string) => string;
  readonly matches: (text: string, pattern: string) => string;
  /** Everything that matches, as a list. */
  readonly findAll: (text: string, pattern: string) => string;
  readonly entry: (place: number, name: string) => string;
  readonly list: (items: readonly string[]) => string;
  readonly concat: (lists: readonly string[]) => string;
  readonly size: (list: string) => string;
  /** The lists that `body` makes of the items, as one. */
  readonly flatMap: (list: string, item: string, body: string) => string;
  readonly field: (struct: string, key: string) => string;
  readonly isJson: (text: string) => string;
  /** Texts and numbers as text, objects and lists as JSON. */
  readonly jsonField: (json: string, key: string) => string;
  readonly hasJsonField: (json: string, key: string) => string;
  readonly jsonItems: (json: string) => string;
  readonly jsonKeys: (json: string) => string;
  /** A text that is the same for the same list of entries. */
  readonly keyOf: (list: string) => string;
  readonly unnest: (list: string, item: string) => string;
  readonly create: (kind: 'VIEW' | 'TABLE', name: string, query: string) => string;
  /** Rows of texts; null is SQL's. */
  readonly values: (columns: readonly string[], rows: readonly (readonly (string | null)[])[]) => string;
  readonly anyValue: (expression: string) => string;
}

const escaped = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
const doubled = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const backquoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
/** No pattern has a single quote in it. */
const raw = (pattern: string): string => `r'${pattern}'`;
const json = (text: string): string => `TRY_CAST(${text} AS JSON)`;
const quotedPath = (key: string): string => `$.${JSON.stringify(key)}`;
const replace = (kind: string, name: string, query: string): string =>
  `CREATE OR REPLACE ${kind} ${name} AS\n${query};`;

const duckdb: Dialect = {
  engine: 'duckdb',
  text: doubled,
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  matches: (text, pattern) => `regexp_matches(${text}, ${doubled(pattern)})`,
  findAll: (text, pattern) => `regexp_extract_all(${text}, ${doubled(pattern)})`,
  entry: (place, name) => `{'place': ${place}, 'name': ${name}}`,
  list: (items) => `[${items.join(', ')}]`,
  // A chain of `||` would be too deep for its parser.
  concat: (lists) => (lists.length === 1 ? (lists[0] ?? '') : `flatten([${lists.join(', ')}])`),
  size: (list) => `len(${list})`,
  flatMap: (list, item, body) => `coalesce(flatten(list_transform(${list}, lambda ${item}: ${body})), [])`,
  field: (struct, key) => `${struct}."${key.replaceAll('"', '""')}"`,
  isJson: (text) => `${json(text)} IS NOT NULL`,
  jsonField: (text, key) => `json_extract_string(${json(text)}, ${doubled(quotedPath(key))})`,
  hasJsonField: (text, key) => `coalesce(json_exists(${json(text)}, ${doubled(quotedPath(key))}), false)`,
  jsonItems: (text) => `json_extract_string(${json(text)}, '$[*]')`,
  jsonKeys: (text) => `json_keys(${json(text)})`,
  keyOf: (list) => `CAST(to_json(${list}) AS VARCHAR)`,
  unnest: (list, item) => `CROSS JOIN UNNEST(${list}) AS each_name(${item})`,
  create: replace,
  values: (columns, rows) =>
    `SELECT * FROM (VALUES\n${rowsOf(rows, doubled)}\n) AS listed(${columns.join(', ')})`,
  anyValue: (expression) => `any_value(${expression})`,
};

const spark: Dialect = {
  engine: 'spark',
  text: escaped,
  identifier: backquoted,
  matches: (text, pattern) => `${text} RLIKE ${raw(pattern)}`,
  findAll: (text, pattern) => `regexp_extract_all(${text}, ${raw(pattern)}, 0)`,
  entry: (place, name) => `named_struct('place', ${place}, 'name', ${name})`,
  list: (items) => `array(${items.join(', ')})`,
  concat: (lists) => (lists.length === 1 ? (lists[0] ?? '') : `concat(${lists.join(', ')})`),
  size: (list) => `size(${list})`,
  flatMap: (list, item, body) => `coalesce(flatten(transform(${list}, ${item} -> ${body})), array())`,
  field: (struct, key) => `${struct}.${backquoted(key)}`,
  isJson: (text) => `get_json_object(${text}, '$') IS NOT NULL`,
  jsonField: (text, key) => `get_json_object(${text}, ${escaped(`$['${key}']`)})`,
  hasJsonField: (text, key) => `get_json_object(${text}, ${escaped(`$['${key}']`)}) IS NOT NULL`,
  jsonItems: (text) => `from_json(${text}, 'array<string>')`,
  jsonKeys: (text) => `json_object_keys(${text})`,
  keyOf: (list) => `to_json(${list})`,
  unnest: (list, item) => `LATERAL VIEW explode(${list}) each_name AS ${item}`,
  create: (kind, name, query) =>
    kind === 'VIEW'
      ? replace('TEMPORARY VIEW', name, query)
      : `DROP TABLE IF EXISTS ${name};\nCREATE TABLE ${name} AS\n${query};`,
  values: (columns, rows) =>
    `SELECT * FROM (VALUES\n${rowsOf(rows, escaped)}\n) AS listed(${columns.join(', ')})`,
  anyValue: (expression) => `first(${expression})`,
};

const bigquery: Dialect = {
  engine: 'bigquery',
  text: escaped,
  identifier: backquoted,
  matches: (text, pattern) => `REGEXP_CONTAINS(${text}, ${raw(pattern)})`,
  findAll: (text, pattern) => `REGEXP_EXTRACT_ALL(${text}, ${raw(pattern)})`,
  entry: (place, name) => `STRUCT(${place} AS place, ${name} AS name)`,
  list: (items) => `[${items.join(', ')}]`,
  concat: (lists) => (lists.length === 1 ? (lists[0] ?? '') : `ARRAY_CONCAT(${lists.join(', ')})`),
  size: (list) => `ARRAY_LENGTH(${list})`,
  flatMap: (list, item, body) =>
    `ARRAY(SELECT one FROM UNNEST(${list}) AS ${item} CROSS JOIN UNNEST(${body}) AS one)`,
  field: (struct, key) => `${struct}.${backquoted(key)}`,
  isJson: (text) => `SAFE.PARSE_JSON(${text}, wide_number_mode => 'round') IS NOT NULL`,
  jsonField: (text, key) =>
    `COALESCE(JSON_VALUE(${text}, ${escaped(quotedPath(key))}), JSON_QUERY(${text}, ${escaped(quotedPath(key))}))`,
  hasJsonField: (text, key) => `JSON_QUERY(${text}, ${escaped(quotedPath(key))}) IS NOT NULL`,
  jsonItems: (text) =>
    `ARRAY(SELECT COALESCE(JSON_VALUE(item), item) FROM UNNEST(JSON_QUERY_ARRAY(${text})) AS item)`,
  jsonKeys: (text) => `JSON_KEYS(SAFE.PARSE_JSON(${text}, wide_number_mode => 'round'), 1)`,
  keyOf: (list) => `TO_JSON_STRING(${list})`,
  unnest: (list, item) => `CROSS JOIN UNNEST(${list}) AS ${item}`,
  create: replace,
  values: (columns, rows) => {
    const fields = columns.map((column) => `${column} STRING`).join(', ');
    return `SELECT * FROM UNNEST(ARRAY<STRUCT<${fields}>>[\n${rowsOf(rows, escaped)}\n])`;
  },
  anyValue: (expression) => `ANY_VALUE(${expression})`,
};

function rowsOf(rows: readonly (readonly (string | null)[])[], quote: (text: string) => string): string {
  return rows
    .map((cells) => `  (${cells.map((cell) => (cell === null ? 'NULL' : quote(cell))).join(', ')})`)
    .join(',\n');
}

export const dialects: Readonly<Record<SqlEngine, Dialect>> = { duckdb, spark, bigquery };
