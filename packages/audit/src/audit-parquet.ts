import { findRowFields, parseFieldPath, pathsOf } from './fields/row-fields.js';
import { leafType } from './read/parquet/leaf-type.js';
import type { ParquetFile } from './read/parquet/open-parquet.js';
import type { Leaf } from './read/parquet/schema.js';
import { withParquetFile } from './read/parquet/with-parquet-file.js';
import { countRows } from './rows.js';
import { type AuditRun, type FileFindings, rowWork } from './run.js';
import type { RowSplit } from './write/split-rows.js';

/**
 * Audits a Parquet file: each row as it would be read from JSONL, from the columns that the audit needs.
 *
 * @throws AuditError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function auditParquet(path: string, run: AuditRun): Promise<FileFindings> {
  return withParquetFile(path, (file, bytes) => auditRows(path, bytes, file, run));
}

async function auditRows(
  path: string,
  bytes: number,
  file: ParquetFile,
  run: AuditRun,
): Promise<FileFindings> {
  const { split, onProgress } = run;
  const fields = findRowFields(run.fields);
  const counter = countRows(rowWork(path, fields, run));
  const texts = split === null ? null : readTexts(file, split);
  let line = 0;
  try {
    for await (const { rows } of file.readRows({ leaves: neededLeaves(file.leaves, run) })) {
      for (const row of rows) {
        line += 1;
        const text = texts === null ? null : await texts.next();
        counter.row(row, { line, offset: null, bytes: text, start: 0, end: text?.length ?? 0 });
      }
      onProgress(line, Math.floor((bytes * line) / file.rows));
    }
    await split?.flush();
  } finally {
    await texts?.close();
  }
  return {
    file: {
      file: path,
      format: 'parquet',
      rows: counter.rows(),
      corrupt: 0,
      bytes,
      modelField: fields.model.path(),
    },
    groups: counter.groups(),
    corrupt: [],
  };
}

/** The columns that have, or may have, a field of the audit in them. */
function neededLeaves(leaves: readonly Leaf[], { fields, ledger }: AuditRun): readonly Leaf[] {
  const paths = pathsOf(fields, ledger === null ? ['model', 'time'] : ['model', 'time', 'id', 'text']);
  const needed = paths.map((path) => ({
    path,
    keys: parseFieldPath(path).filter((step) => typeof step === 'string'),
  }));
  return leaves.filter((leaf) =>
    needed.some(({ path, keys }) => leaf.keys[0] === path || mayHold(leaf, keys)),
  );
}

/** Whether the column is at or below the path. Of JSON and maps only the rows say what is in them. */
function mayHold({ keys, label, element }: Leaf, path: readonly string[]): boolean {
  if (!keys.every((key, index) => index >= path.length || key === path[index])) return false;
  return keys.length >= path.length || label.includes('{') || leafType(element).kind === 'json';
}

interface RowTexts {
  /** The next row as a line of JSON. */
  readonly next: () => Promise<Buffer>;
  readonly close: () => Promise<unknown>;
}

/** Reads the rows that are written: all columns, and all digits of their numbers. */
function readTexts(file: ParquetFile, split: RowSplit): RowTexts {
  const windows = file.readTexts();
  let texts: readonly string[] = [];
  let index = 0;
  return {
    async next() {
      if (index === texts.length) {
        // Texts may be large, so those before are written first.
        await split.flush();
        const window = await windows.next();
        texts = window.done === true ? [] : window.value.rows;
        index = 0;
      }
      return Buffer.from(`${texts[index++] ?? '{}'}\n`);
    },
    close: () => windows.return(undefined),
  };
}
