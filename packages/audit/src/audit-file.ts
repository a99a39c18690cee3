import { isSystemError, unreadable } from './audit-error.js';
import { findRowFields } from './fields/row-fields.js';
import { countFile } from './parallel/count-file.js';
import { openScanPool } from './parallel/pool.js';
import { readCsv } from './read/csv.js';
import { readJson } from './read/json.js';
import { readJsonl } from './read/jsonl.js';
import { type InputSource, type OpenedInput, openInput } from './read/open.js';
import { isParquet } from './read/parquet/is-parquet.js';
import { type AuditFormat, type RowHandler, type RowReader, UnreadableFile } from './read/reader.js';
import { countRows } from './rows.js';
import { type AuditRun, type FileFindings, needsEachRow, rowWork } from './run.js';

/** Smaller files are read before threads would have started. */
const parallelBytes = 16_777_216;

/**
 * Audits one file or stream, read once from its start to its end; Parquet by its columns.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a file that can't be read to its end, `OUTPUT_UNWRITABLE`
 */
export async function auditFile(source: InputSource, run: AuditRun): Promise<FileFindings> {
  if (await isParquet(source)) {
    // Its decoders take 15 ms to load, and other formats don't need them.
    const { auditParquet } = await import('./audit-parquet.js');
    return auditParquet(source.name, run);
  }
  try {
    const opened = await openInput(source);
    try {
      const { format, size } = opened;
      const isLarge = format === 'jsonl' && (size ?? 0) >= parallelBytes;
      const inParallel = isLarge && run.threads > 1 && !needsEachRow(run);
      return await (inParallel ? countInParallel : readInOrder)(source.name, opened, run);
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof UnreadableFile) && !isSystemError(cause)) throw cause;
    throw unreadable(source.name, cause);
  }
}

async function readInOrder(file: string, opened: OpenedInput, run: AuditRun): Promise<FileFindings> {
  const { format, chunks, bytesRead, size } = opened;
  const { split, onProgress } = run;
  const fields = findRowFields(run.fields);
  const counter = countRows(rowWork(file, fields, run));
  const reader = chooseReader(format, counter, split !== null);
  for await (const chunk of chunks) {
    reader.push(chunk);
    await split?.flush();
    onProgress(counter.rows() + counter.corruptRows(), bytesRead());
  }
  reader.end();
  await split?.flush();
  return {
    file: {
      file,
      format: format === 'tsv' ? 'csv' : format,
      rows: counter.rows(),
      corrupt: counter.corruptRows(),
      bytes: size,
      modelField: fields.model.path(),
    },
    groups: counter.groups(),
    corrupt: counter.places,
  };
}

/** Parsing takes nearly all of the time, so it is shared among threads. */
async function countInParallel(file: string, opened: OpenedInput, run: AuditRun): Promise<FileFindings> {
  const { chunks, size, bytesRead } = opened;
  const { fields, catalogs, threads, maxPlaces, onProgress } = run;
  const pool = openScanPool(threads);
  try {
    const onRows = (rows: number): void => onProgress(rows, bytesRead());
    const counted = { file, chunks, fields, since: catalogs.since, pool, maxPlaces, onRows };
    const { rows, corrupt, corruptRows, groups, modelField } = await countFile(counted);
    return {
      file: { file, format: 'jsonl', rows, corrupt, bytes: size, modelField },
      groups,
      corrupt: corruptRows,
    };
  } finally {
    await pool.close();
  }
}

function chooseReader(format: AuditFormat, handler: RowHandler, keepsText: boolean): RowReader {
  switch (format) {
    case 'jsonl':
      return readJsonl(handler);
    case 'json':
      return readJson(handler);
    case 'csv':
    case 'tsv':
      return readCsv(handler, { delimiter: format === 'csv' ? ',' : '\t', keepsText });
    case 'parquet':
      throw new UnreadableFile(
        'it is Parquet, which is read from files, not from streams or compressed files',
      );
  }
}
