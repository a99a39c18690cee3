import { findRowFields } from './fields/row-fields.js';
import { countParquet } from './parallel/count-parquet.js';
import { ambiguous } from './read/json-text.js';
import { neededLeaves } from './read/parquet/needed-leaves.js';
import type { ParquetFile } from './read/parquet/open-parquet.js';
import { withParquetFile } from './read/parquet/with-parquet-file.js';
import { countRows } from './rows.js';
import { type AuditRun, type FileFindings, needsEachRow, rowWork } from './run.js';
import type { RowSplit } from './write/split-rows.js';

/** Smaller files are read before threads would have started. */
const parallelRows = 2_000_000;

/**
 * Audits a Parquet file: each row as it would be read from JSONL, from the columns that the audit needs.
 *
 * @throws AuditError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`
 */
export async function auditParquet(path: string, run: AuditRun): Promise<FileFindings> {
  return withParquetFile(path, (file, bytes) => {
    const isLarge = file.rows >= parallelRows && file.rowGroups.length > 1;
    const inParallel = isLarge && run.threads > 1 && !needsEachRow(run);
    return (inParallel ? countInParallel : readInOrder)(path, bytes, file, run);
  });
}

async function countInParallel(
  path: string,
  bytes: number,
  { rows, rowGroups }: ParquetFile,
  { fields, catalogs, maxPlaces, threads, onProgress }: AuditRun,
): Promise<FileFindings> {
  const onRows = (read: number): void => onProgress(read, Math.floor((bytes * read) / rows));
  const counted = { path, rowGroups, fields, since: catalogs.since, maxPlaces, threads, onRows };
  const { groups, modelField, corruptRows, ...counts } = await countParquet(counted);
  return {
    file: { file: path, format: 'parquet', ...counts, bytes, modelField },
    groups,
    corrupt: corruptRows.map((row) => ({ ...row, file: path })),
  };
}

const countedFields = ['model', 'time'] as const;
const ledgerFields = ['id', 'text'] as const;

async function readInOrder(
  path: string,
  bytes: number,
  file: ParquetFile,
  run: AuditRun,
): Promise<FileFindings> {
  const { split, ledger, onProgress } = run;
  const fields = findRowFields(run.fields);
  const counter = countRows(rowWork(path, fields, run));
  const texts = split === null ? null : readTexts(file, split);
  let line = 0;
  try {
    const needed = ledger === null ? countedFields : [...countedFields, ...ledgerFields];
    for await (const { first, rows, repeatedKeys } of file.readRows({
      leaves: neededLeaves(file.leaves, run.fields, needed),
    })) {
      const twice = new Set(repeatedKeys);
      for (const [index, row] of rows.entries()) {
        line += 1;
        const text = texts === null ? null : await texts.next();
        const at = { line, offset: null, bytes: text, start: 0, end: text?.length ?? 0 };
        if (twice.has(first + index)) counter.corrupt(ambiguous, at, row);
        else counter.row(row, at);
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
      corrupt: counter.corruptRows(),
      bytes,
      modelField: fields.model.path(),
    },
    groups: counter.groups(),
    corrupt: counter.places,
  };
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
