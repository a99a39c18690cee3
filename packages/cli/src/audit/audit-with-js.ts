import { availableParallelism } from 'node:os';
import { CommandError } from '../command-error.js';
import { reasonOf } from '../reason-of.js';
import { buildReport } from './build-report.js';
import type {
  AuditFormat,
  AuditInput,
  AuditReport,
  AuditSettings,
  FileFindings,
  RowHandler,
  RowReader,
} from './engine.js';
import { UnreadableFile } from './engine.js';
import { findRowFields } from './fields/row-fields.js';
import { readJson } from './formats/read-json.js';
import { readJsonl } from './formats/read-jsonl.js';
import { handleRows, type RowCounter } from './handle-rows.js';
import { type OpenedInput, openInput } from './inputs/open-input.js';
import { createLedgerCheck, type LedgerCheck } from './ledger-check.js';
import { openSplit, type RowSplit } from './output/split-rows.js';

/** Smaller files are read before threads would have started. */
const parallelBytes = 16_777_216;

/** More would wait for the one that reads, and each takes memory. */
const mostThreads = 4;

/**
 * Audits JSONL, JSON and tables, one file after the other, each read once from its start to its end.
 *
 * @throws CommandError `INPUT_UNREADABLE` for a file that can't be read to its end, `OUTPUT_UNWRITABLE`
 */
export async function auditWithJs(
  inputs: readonly AuditInput[],
  settings: AuditSettings,
): Promise<AuditReport> {
  return auditFiles('js', inputs, settings, auditFile);
}

/** Audits one file. */
export type AuditFile = (input: AuditInput, settings: AuditSettings, run: Run) => Promise<FileFindings>;

/**
 * Audits the files one after the other, and puts the outputs in place when all are read.
 *
 * @throws CommandError as `auditFile` does
 */
export async function auditFiles(
  engine: AuditReport['engine'],
  inputs: readonly AuditInput[],
  settings: AuditSettings,
  auditOne: AuditFile,
): Promise<AuditReport> {
  const ledger = settings.ledger === null ? null : createLedgerCheck(settings.ledger);
  const split = await openSplit(settings.split);
  const findings: FileFindings[] = [];
  const done = { rows: 0, bytes: 0 };
  try {
    for (const input of inputs) {
      const found = await auditOne(input, settings, { ledger, split, done });
      findings.push(found);
      done.rows += found.file.rows + found.file.corrupt;
      done.bytes += found.file.bytes ?? 0;
      split?.separate();
    }
    await split?.finish();
  } catch (error) {
    await split?.abandon();
    throw error;
  }
  const { version, io, catalogs, judge } = settings;
  return buildReport({
    engine,
    version,
    now: io.now(),
    findings,
    catalogs,
    judge,
    ledger: ledger?.result() ?? null,
  });
}

/** What goes on through all files. */
export interface Run {
  readonly ledger: LedgerCheck | null;
  readonly split: RowSplit | null;
  /** By the files before. */
  readonly done: { readonly rows: number; readonly bytes: number };
}

/** Audits one file by reading each row. @throws CommandError `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE` */
export async function auditFile(input: AuditInput, settings: AuditSettings, run: Run): Promise<FileFindings> {
  const { path } = input;
  try {
    const opened = await openInput(input, settings.io);
    try {
      return await auditOpened(path, opened, settings, run);
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof UnreadableFile) && !isSystemError(cause)) throw cause;
    const name = path === '-' ? 'stdin' : path;
    throw new CommandError('INPUT_UNREADABLE', `Cannot read ${name}: ${reasonOf(cause)}.`, {
      cause,
      details: { path },
    });
  }
}

async function auditOpened(
  path: string,
  { format, chunks, bytesRead, size }: OpenedInput,
  settings: AuditSettings,
  { ledger, split, done }: Run,
): Promise<FileFindings> {
  const { catalogs, judge, onProgress } = settings;
  const report = (rows: number): void =>
    onProgress({ rows: done.rows + rows, bytes: done.bytes + bytesRead() });
  const threads = availableParallelism();
  // With a ledger or outputs each row is needed here, in its order.
  if (
    format === 'jsonl' &&
    (size ?? 0) >= parallelBytes &&
    threads > 1 &&
    ledger === null &&
    split === null
  ) {
    return countInParallel(path, { chunks, size, threads }, settings, report);
  }
  const fields = findRowFields(settings.fields);
  const counter = handleRows({ file: path, since: catalogs.since, fields, judge, ledger, split });
  const reader = await chooseReader(format, counter, split !== null);
  for await (const chunk of chunks) {
    reader.push(chunk);
    await split?.flush();
    report(counter.rows() + counter.corruptRows());
  }
  reader.end();
  await split?.flush();
  return describeFile(path, format, size, fields.model.path(), counter);
}

/** Parsing takes nearly all of the time, so it is shared among threads. */
async function countInParallel(
  path: string,
  { chunks, size, threads }: Pick<OpenedInput, 'chunks' | 'size'> & { readonly threads: number },
  { fields, catalogs }: AuditSettings,
  onRows: (rows: number) => void,
): Promise<FileFindings> {
  const [{ openScanPool }, { scanInParallel }] = await Promise.all([
    import('./parallel/scan-pool.js'),
    import('./parallel/scan-in-parallel.js'),
  ]);
  const pool = openScanPool(Math.min(threads, mostThreads));
  try {
    const scan = { file: path, chunks, fields, since: catalogs.since, pool, onRows };
    const { rows, corrupt, corruptRows, groups, modelField } = await scanInParallel(scan);
    const file = { file: path, format: 'jsonl' as const, rows, corrupt, bytes: size, modelField };
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

async function chooseReader(
  format: AuditFormat,
  handler: RowHandler,
  keepsText: boolean,
): Promise<RowReader> {
  switch (format) {
    case 'jsonl':
      return readJsonl(handler);
    case 'json':
      return readJson(handler);
    case 'csv':
    case 'tsv': {
      const { readCsv } = await import('./formats/read-csv.js');
      return readCsv(handler, { delimiter: format === 'csv' ? ',' : '\t', keepsText });
    }
    case 'parquet':
      throw new UnreadableFile('it is Parquet, which is read from files named on the command line');
  }
}

/** Whether the operating system refused something. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
