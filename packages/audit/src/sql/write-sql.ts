import type { CatalogSnapshot } from '@distillable/catalog';
import type { Dialect } from './dialect.js';
import { lineColumn, type SqlLook } from './look.js';
import type { ReadPlaces } from './read-places.js';

/** A name that data may have, with what the audit's judge says about it. */
export interface SqlName {
  readonly name: string;
  readonly verdict: string;
  /** The verdict where the place may hold anything; null if the name does not count there. */
  readonly doubtful: string | null;
  /** Whether all its spellings in upper and lower case have that verdict. */
  readonly isAnyCase: boolean;
}

export interface SqlParts {
  readonly dialect: Dialect;
  readonly look: SqlLook;
  readonly files: readonly string[];
  readonly snapshot: CatalogSnapshot;
  readonly read: ReadPlaces;
  readonly names: readonly SqlName[];
  /** The verdict of the declared model; null without one. */
  readonly assumed: string | null;
  readonly settings: readonly string[];
}

/** Writes the statements, in their order. */
export function writeSql(parts: SqlParts): string {
  const statements = [
    ...readRows(parts, columnsOf(parts.look)),
    ...writeTables(parts),
    ...judgeRows(parts),
    ...writeResult(parts),
  ];
  return `${header(parts)}\n${statements.join('\n\n')}\n`;
}

function writeTables({ dialect: { create, values }, read, names }: SqlParts): readonly string[] {
  const places = read.places.map(({ path, role, isCertain }, index) => [
    String(index),
    path,
    role,
    isCertain ? 'yes' : 'no',
  ]);
  const verdictsOfNames = names.map(({ name, verdict, doubtful, isAnyCase }) => [
    name,
    verdict,
    doubtful,
    isAnyCase ? 'yes' : 'no',
  ]);
  return [
    '-- The places where these rows name models.',
    create('TABLE', 'audit_places', values(['place', 'path', 'role', 'certain'], places)),
    '-- The names of models. verdict_if_maybe: where a place may hold anything; NULL: does not count there.',
    create(
      'TABLE',
      'audit_names',
      values(['name', 'verdict', 'verdict_if_maybe', 'any_case'], verdictsOfNames),
    ),
  ];
}

function judgeRows(parts: SqlParts): readonly string[] {
  const { dialect, read, assumed } = parts;
  const { create, keyOf, anyValue, unnest } = dialect;
  return [
    '-- Every name of each row, with the number of its place.',
    create(
      'VIEW',
      'audit_read',
      `SELECT ${[...selected(parts), `${read.names} AS audit_found`].join(', ')}\nFROM audit_rows AS d`,
    ),
    '-- Rows that name the same in the same places are judged together.',
    create(
      'TABLE',
      'audit_groups',
      `SELECT ${keyOf('audit_found')} AS group_key, ${anyValue('audit_found')} AS audit_found, count(*) AS row_count
FROM audit_read GROUP BY ${keyOf('audit_found')}`,
    ),
    create(
      'TABLE',
      'audit_pairs',
      `SELECT DISTINCT group_key, row_count, found_name.place AS place, found_name.name AS name
FROM audit_groups ${unnest('audit_found', 'found_name')}`,
    ),
    create('TABLE', 'audit_judged', judged),
    create('TABLE', 'audit_verdicts', verdicts(assumed)),
  ];
}

function writeResult(parts: SqlParts): readonly string[] {
  const { create, keyOf } = parts.dialect;
  return [
    '-- Every row with its verdict, and with the name that it rests on.',
    create(
      'VIEW',
      'audit_result',
      `SELECT ${selected(parts).join(', ')}, v.verdict AS audit_verdict, v.worst_name AS audit_name
FROM audit_read AS d JOIN audit_verdicts AS v ON ${keyOf('d.audit_found')} = v.group_key`,
    ),
    '-- Names that are not in the table, and what could not be read: their rows are unknown. Declare what they mean with\n-- --names, or leave their place out with --ignore-field, and print the SQL again.',
    `SELECT path, name, sum(row_count) AS row_count FROM audit_judged WHERE is_new = 'yes'
GROUP BY path, name ORDER BY row_count DESC, path, name;`,
    '-- Models by role.',
    `SELECT role, name, verdict, sum(row_count) AS row_count FROM audit_judged WHERE verdict <> 'none'
GROUP BY role, name, verdict ORDER BY row_count DESC, role, name;`,
    '-- Rows by verdict.',
    'SELECT verdict, sum(row_count) AS row_count FROM audit_verdicts GROUP BY verdict ORDER BY verdict;',
    '-- The rows that may be used.',
    splitRows(parts, columnsOf(parts.look)),
  ];
}

/** The columns of the rows as expressions. */
function selected({ dialect, look }: SqlParts): readonly string[] {
  return columnsOf(look).map((name) => `d.${dialect.identifier(name)}`);
}

function header({ dialect, snapshot, settings, files }: SqlParts): string {
  const { source, digest, retrievedAt } = snapshot;
  const tested =
    dialect.engine === 'duckdb'
      ? 'DuckDB (1.4 or newer)'
      : dialect.engine === 'spark'
        ? 'Spark 3.5. NOT RUN BY OUR TESTS'
        : 'BigQuery. NOT RUN BY OUR TESTS';
  const lines = [
    `The audit of distillable as SQL for ${tested}.`,
    `Judged by the list ${digest} of ${retrievedAt.toISOString()} from ${source.url}.`,
    ...(source.sample === null ? [] : [`SAMPLE: ${source.sample}`]),
    `A first look at ${files.length === 1 ? 'one file' : `${files.length} files`} found the places. Columns that these files do not have are not read.`,
    'Names that are not in the table, JSON that was not seen in the first look, and lines that are not JSON make a row unknown.',
    ...settings,
    "OpenRouter's labels are best effort: the licence decides.",
  ];
  return lines.map((line) => `-- ${line.replaceAll(/[\r\n]/g, ' ')}`).join('\n');
}

function columnsOf({ shape }: SqlLook): readonly string[] {
  return shape.kind === 'struct' ? [...shape.fields.keys()] : [lineColumn];
}

function readRows({ dialect, look, files }: SqlParts, columns: readonly string[]): readonly string[] {
  const { create, text, list, engine } = dialect;
  const [first = ''] = files;
  if (engine === 'bigquery') {
    return [
      `-- Put your table here${look.format === 'jsonl' ? `: one column ${lineColumn} with the lines as STRING` : ''}.`,
      create('VIEW', 'audit_rows', 'SELECT * FROM your_dataset.your_table'),
    ];
  }
  if (engine === 'spark') {
    const path = `\`${first.replaceAll('`', '``')}\``;
    const from = {
      parquet: `SELECT * FROM parquet.${path}`,
      jsonl: `SELECT value AS ${lineColumn} FROM text.${path} WHERE trim(value) <> ''`,
      csv: `SELECT * FROM csv.${path}`,
      tsv: `SELECT * FROM csv.${path}`,
      json: '',
    }[look.format];
    const isTable = look.format === 'csv' || look.format === 'tsv';
    const options = `path ${text(first)}, header 'true', sep ${look.format === 'tsv' ? "'\\t'" : "','"}, multiLine 'true', quote '"', escape '"'`;
    const view = isTable
      ? `CREATE OR REPLACE TEMPORARY VIEW audit_rows USING csv OPTIONS (${options});`
      : create('VIEW', 'audit_rows', from);
    return ['-- Put the path of all files here.', view];
  }
  const paths = list(files.map(text));
  const from = {
    parquet: `SELECT * FROM read_parquet(${paths}, union_by_name = true, hive_partitioning = false)`,
    jsonl: `SELECT * FROM read_csv(${paths}, columns = {'${lineColumn}': 'VARCHAR'}, header = false, auto_detect = false, delim = '\\x01', quote = '', escape = '', max_line_size = 100000000, hive_partitioning = false)
WHERE trim(${lineColumn}) <> ''`,
    csv: `SELECT * FROM read_csv(${paths}, header = true, all_varchar = true, union_by_name = true, hive_partitioning = false)`,
    tsv: `SELECT * FROM read_csv(${paths}, header = true, all_varchar = true, union_by_name = true, delim = '\\t', hive_partitioning = false)`,
    json: '',
  }[look.format];
  return [
    '-- Put the paths of all files here: globs may be used.',
    create('VIEW', 'audit_rows', from),
    '-- Columns that the first look did not see end the script.',
    `SELECT CASE WHEN count(*) > 0 THEN error('These columns were not looked at: ' || string_agg(column_name, ', ')) END AS columns_are_known
FROM (DESCRIBE audit_rows) WHERE column_name NOT IN (${columns.map(text).join(', ')});`,
  ];
}

/** A name is looked up as it is, then in lower case. */
const judged = `SELECT pairs.group_key, pairs.row_count, places.path, places.role, pairs.name,
  CASE
    WHEN pairs.place = 0 THEN 'unknown'
    WHEN same.name IS NULL AND folded.name IS NULL THEN 'unknown'
    WHEN places.certain = 'yes' THEN coalesce(same.verdict, folded.verdict)
    WHEN same.name IS NOT NULL THEN coalesce(same.verdict_if_maybe, 'none')
    ELSE coalesce(folded.verdict_if_maybe, 'none')
  END AS verdict,
  CASE WHEN pairs.place = 0 OR (same.name IS NULL AND folded.name IS NULL) THEN 'yes' ELSE 'no' END AS is_new
FROM audit_pairs AS pairs
JOIN audit_places AS places ON places.place = CAST(pairs.place AS STRING)
LEFT JOIN audit_names AS same ON same.name = pairs.name
LEFT JOIN audit_names AS folded ON folded.name = lower(pairs.name) AND folded.any_case = 'yes'`;

const severity = `CASE verdict WHEN 'not-distillable' THEN '3' WHEN 'unknown' THEN '2' WHEN 'distillable' THEN '1' END`;

/** A row is as good as its worst name. */
function verdicts(assumed: string | null): string {
  // A declared model is for rows that name none: what is named all the same was not expected.
  const named = assumed === null ? "WHEN '1' THEN 'distillable'" : "WHEN '1' THEN 'unknown'";
  return `SELECT group_key, row_count,
  CASE substr(worst, 1, 1) WHEN '3' THEN 'not-distillable' WHEN '2' THEN 'unknown' ${named} ELSE '${assumed ?? 'unnamed'}' END AS verdict,
  substr(worst, 3) AS worst_name
FROM (
  SELECT g.group_key, g.row_count, max(concat(n.severity, ' ', n.name)) AS worst
  FROM audit_groups AS g LEFT JOIN (
    SELECT group_key, name, ${severity} AS severity FROM audit_judged WHERE verdict <> 'none'
  ) AS n ON g.group_key = n.group_key
  GROUP BY g.group_key, g.row_count
) AS worst_names`;
}

function splitRows({ dialect, look }: SqlParts, columns: readonly string[]): string {
  const { engine } = dialect;
  const names = columns.map(dialect.identifier).join(', ');
  const rows = `SELECT ${names} FROM audit_result WHERE audit_verdict = 'distillable'`;
  if (engine === 'bigquery') return dialect.create('TABLE', 'audit_clean', rows);
  const isTable = look.format === 'csv' || look.format === 'tsv';
  if (engine === 'spark') {
    const format = look.format === 'jsonl' ? 'text' : isTable ? "csv OPTIONS (header 'true')" : 'parquet';
    return `INSERT OVERWRITE DIRECTORY 'clean' USING ${format}\n${rows};`;
  }
  if (look.format === 'jsonl')
    return `COPY (${rows}) TO 'clean.jsonl' (FORMAT csv, HEADER false, DELIMITER '\\x01', QUOTE '', ESCAPE '');`;
  return isTable
    ? `COPY (${rows}) TO 'clean.csv' (FORMAT csv, HEADER);`
    : `COPY (${rows}) TO 'clean.parquet' (FORMAT parquet);`;
}
