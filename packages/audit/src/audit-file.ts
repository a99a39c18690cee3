import { isSystemError, unreadable } from './audit-error.js';
import type { CatalogsInForce } from './catalogs.js';
import { findRowFields, type NamedFields, type RowFields } from './fields/row-fields.js';
import type { JudgeGroup } from './judge.js';
import type { LedgerCheck } from './ledger-check.js';
import { countFile } from './parallel/count-file.js';
import { openScanPool } from './parallel/pool.js';
import { readCsv } from './read/csv.js';
import { readJson } from './read/json.js';
import { readJsonl } from './read/jsonl.js';
import { type InputSource, type OpenedInput, openInput } from './read/open.js';
import { type AuditFormat, type RowHandler, type RowReader, UnreadableFile } from './read/reader.js';
import type { AuditedFile, CorruptRow } from './report.js';
import type { RowGroup } from './row-groups.js';
import { countRows, type RowCounter, type RowWork } from './rows.js';
import type { RowSplit } from './write/split-rows.js';

/** What an audit of several files works with. */
export interface AuditRun {
  readonly fields: NamedFields;
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeGroup;
  readonly ledger: LedgerCheck | null;
  readonly split: RowSplit | null;
  readonly threads: number;
  readonly maxPlaces: number;
  /** Rows and bytes of the file that is being read. */
  readonly onProgress: (rows: number, bytes: number) => void;
}

/** What was found in one file. */
export interface FileFindings {
  readonly file: AuditedFile;
  /** Of all rows that could be read. */
  readonly groups: readonly RowGroup[];
  /** The first of them; `file.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
}

/** Smaller files are read before threads would have started. */
const parallelBytes = 16_777_216;

/**
 * Audits one file, read once from its start to its end.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a file that can't be read to its end, `OUTPUT_UNWRITABLE`
 */
export async function auditFile(source: InputSource, run: AuditRun): Promise<FileFindings> {
  try {
    const opened = await openInput(source);
    try {
      return await auditOpened(source.name, opened, run);
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof UnreadableFile) && !isSystemError(cause)) throw cause;
    throw unreadable(source.name, cause);
  }
}

async function auditOpened(name: string, opened: OpenedInput, run: AuditRun): Promise<FileFindings> {
  const { format, chunks, bytesRead, size } = opened;
  const { ledger, split, threads } = run;
  // With a ledger or outputs each row is needed here, in its order.
  const isAlone = ledger === null && split === null;
  if (format === 'jsonl' && (size ?? 0) >= parallelBytes && threads > 1 && isAlone) {
    return countInParallel(name, opened, run);
  }
  const fields = findRowFields(run.fields);
  const counter = countRows(rowWork(name, fields, run));
  const reader = chooseReader(format, counter, split !== null);
  for await (const chunk of chunks) {
    reader.push(chunk);
    await split?.flush();
    run.onProgress(counter.rows() + counter.corruptRows(), bytesRead());
  }
  reader.end();
  await split?.flush();
  return describeFile(name, format, size, fields.model.path(), counter);
}

/** Each row is looked at by itself only where a ledger or an output asks for it. */
export function rowWork(
  file: string,
  fields: RowFields,
  { catalogs, judge, ledger, split, maxPlaces }: AuditRun,
): RowWork {
  const each = ledger === null && split === null ? null : { judge, ledger, split };
  return { file, fields, since: catalogs.since, maxPlaces, each };
}

/** Parsing takes nearly all of the time, so it is shared among threads. */
async function countInParallel(
  name: string,
  { chunks, size, bytesRead }: OpenedInput,
  { fields, catalogs, threads, maxPlaces, onProgress }: AuditRun,
): Promise<FileFindings> {
  const pool = openScanPool(threads);
  try {
    const onRows = (rows: number): void => onProgress(rows, bytesRead());
    const since = catalogs.since;
    const counts = await countFile({ file: name, chunks, fields, since, pool, maxPlaces, onRows });
    const { rows, corrupt, corruptRows, groups, modelField } = counts;
    const file = { file: name, format: 'jsonl' as const, rows, corrupt, bytes: size, modelField };
    return { file, groups, corrupt: corruptRows };
  } finally {
    await pool.close();
  }
}

function describeFile(
  file: string,
  format: AuditFormat,
  size: number | null,
  modelField: string | null,
  counter: RowCounter,
): FileFindings {
  return {
    file: {
      file,
      format: format === 'tsv' ? 'csv' : format,
      rows: counter.rows(),
      corrupt: counter.corruptRows(),
      bytes: size,
      modelField,
    },
    groups: counter.groups(),
    corrupt: counter.places,
  };
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
      throw new UnreadableFile('it is Parquet, which is read from files named by their paths');
  }
}

/** One file after the other. Puts the outputs in place when all are read. */
export async function auditAll(
  sources: readonly InputSource[],
  run: AuditRun,
  auditOne: typeof auditFile,
  onFile: (found: FileFindings) => void,
): Promise<readonly FileFindings[]> {
  const findings: FileFindings[] = [];
  try {
    for (const source of sources) {
      const found = await auditOne(source, run);
      findings.push(found);
      onFile(found);
      run.split?.separate();
    }
    await run.split?.finish();
  } catch (error) {
    await run.split?.abandon();
    throw error;
  }
  return findings;
}
