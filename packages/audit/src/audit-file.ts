import { isSystemError, unreadable } from './audit-error.js';
import { discover } from './discover.js';
import { type CountedFile, countFile } from './parallel/count-file.js';
import { openScanPool } from './parallel/pool.js';
import { maxLineBytes } from './read/json-text.js';
import { chooseReader, type InputSource, isParquet, type OpenedInput, openInput } from './read/open.js';
import { UnreadableFile } from './read/reader.js';
import { countRows, type FileCounts } from './rows.js';
import {
  type AuditRun,
  addMany,
  addRest,
  type FileFindings,
  type FileRun,
  findingsOf,
  forFile,
  needsEachRow,
  rowWork,
} from './run.js';

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
    return auditParquet(source, run);
  }
  try {
    const { source: whole, look } = await discover(source, run);
    const fileRun = forFile(run, look);
    const opened = await openInput(whole);
    try {
      const { format, size } = opened;
      const isLarge = format === 'jsonl' && (size ?? 0) >= parallelBytes;
      const inParallel = isLarge && run.threads > 1 && !needsEachRow(fileRun);
      const counts = await (inParallel ? countInParallel : readInOrder)(source.name, opened, fileRun);
      const bytesRead = opened.bytesRead();
      const facts = { bytes: size ?? bytesRead, bytesRead, sha256: opened.sha256() };
      return findingsOf({ file: source.name, format, ...facts }, counts, fileRun);
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof UnreadableFile) && !isSystemError(cause)) throw cause;
    throw unreadable(source.name, cause);
  }
}

/** @returns what was counted; the groups go to the sum of the run */
async function readInOrder(file: string, opened: OpenedInput, run: FileRun): Promise<FileCounts> {
  const { format, chunks, bytesRead } = opened;
  const { split, onProgress } = run;
  const counter = countRows(rowWork(file, run));
  const reader = chooseReader(format, counter, split !== null);
  for await (const chunk of chunks) {
    reader.push(chunk);
    await split?.flush();
    addMany(file, counter, run);
    onProgress(counter.rows() + counter.corruptRows(), bytesRead());
  }
  reader.end();
  await split?.flush();
  return addRest(file, counter, run);
}

/** Parsing takes nearly all of the time, so it is shared among threads. */
async function countInParallel(file: string, opened: OpenedInput, run: FileRun): Promise<FileCounts> {
  const { chunks, recycle, bytesRead } = opened;
  const { places, timeField = null, catalogs, sum, threads, maxPlaces, onProgress } = run;
  const { periods } = catalogs;
  const pool = openScanPool(threads, { places, timeField, periods, maxLineBytes, maxPlaces });
  try {
    const onRows = (rows: number): void => onProgress(rows, bytesRead());
    const onGroups: CountedFile['onGroups'] = (groups, before) => sum.add(file, groups, before);
    return await countFile({ file, chunks, recycle, pool, maxLineBytes, maxPlaces, onRows, onGroups });
  } finally {
    await pool.close();
  }
}
