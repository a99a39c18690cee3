import { auditError } from './audit-error.js';
import type { CatalogsInForce } from './catalogs.js';
import type { FirstLook, LookOptions } from './discover.js';
import { findRowFields, noFields } from './fields/row-fields.js';
import type { JudgeRows } from './judge-rows.js';
import type { LedgerCheck } from './ledger-check.js';
import { createNameCollector, type NameCollector } from './places/collect-names.js';
import type { FoundName } from './places/found-name.js';
import type { AuditFormat } from './read/reader.js';
import type { AuditedFile, CorruptRow } from './report.js';
import type { RowSum } from './row-sum.js';
import type { FileCounts, RowCounter, RowWork } from './rows.js';
import type { RowSplit } from './write/split-rows.js';

/** Everything that an audit of several files needs. */
export interface AuditRun extends LookOptions {
  /** The model that the user declares for files that name none; null without one. */
  readonly assumeModel: string | null;
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeRows;
  /** The sum of all rows. */
  readonly sum: RowSum;
  readonly ledger: LedgerCheck | null;
  readonly split: RowSplit | null;
  /** Whether clean rows are annotated, as the others are. */
  readonly annotate: boolean;
  readonly threads: number;
  readonly maxPlaces: number;
  /** Rows and bytes of the file that is being read. */
  readonly onProgress: (rows: number, bytes: number) => void;
}

/** Everything that an audit of one file needs, after a first look at it. */
export interface FileRun extends AuditRun {
  /** The declared model, where no row of the file seems to name one. */
  readonly assumed: string | null;
  readonly suspiciousColumns: readonly string[];
  /** Where its rows have their time; null if they have none; undefined if that is found out while they are read. */
  readonly timeField: string | null | undefined;
}

export function forFile(
  run: AuditRun,
  { found, jsonColumns, hasNames, suspiciousColumns, timeField }: FirstLook,
): FileRun {
  return {
    ...run,
    places: { ...run.places, found, jsonColumns },
    assumed: hasNames ? null : run.assumeModel,
    suspiciousColumns,
    timeField,
  };
}

/** When there are this many groups, they are judged and added up, so that they don't fill the memory. */
const maxGroups = 10_000;

/** Adds up what was counted so far, if it is much. */
export function addMany(file: string, { groups }: RowCounter, { sum }: FileRun): void {
  if (groups.size() > maxGroups) sum.add(file, groups.take());
}

export function addRest(file: string, counter: RowCounter, { sum }: FileRun): FileCounts {
  sum.add(file, counter.groups.take());
  return { rows: counter.rows(), corrupt: counter.corruptRows(), corruptRows: counter.places };
}

/** The findings in one file, besides the sum of its rows. */
export interface FileFindings {
  readonly file: Omit<AuditedFile, 'places' | 'advice'>;
  /** Whether its rows were judged by the declared model. */
  readonly isAssumed: boolean;
  /** The first of them; `file.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
}

export function findingsOf(
  { file, format, bytes, bytesRead, sha256 }: ReadFile,
  { rows, corrupt, corruptRows }: FileCounts,
  { suspiciousColumns, assumed }: FileRun,
): FileFindings {
  const named = format === 'tsv' ? 'csv' : format;
  return {
    file: { file, format: named, rows, corrupt, bytes, bytesRead, sha256, suspiciousColumns },
    isAssumed: assumed !== null,
    corrupt: corruptRows,
  };
}

interface ReadFile extends Pick<AuditedFile, 'file' | 'bytes' | 'bytesRead' | 'sha256'> {
  readonly format: AuditFormat;
}

/** Whether each row is needed here, in its order: for a ledger, an output, or a declaration. Otherwise it is only counted. */
export function needsEachRow({ ledger, split, assumed }: FileRun): boolean {
  return ledger !== null || split !== null || assumed !== null;
}

/** What is done with the rows of a file. */
export function rowWork(file: string, run: FileRun): RowWork {
  const { places, assumed, fields, timeField, catalogs, judge, ledger, split, annotate, maxPlaces } = run;
  const named = findRowFields(typeof timeField === 'string' ? { ...fields, time: timeField } : fields);
  const each = needsEachRow(run) ? { judge, ledger, split, annotate } : null;
  const collect = createNameCollector(places);
  return {
    file,
    collect: assumed === null ? collect : assuming(assumed, collect, file),
    fields: timeField === null ? { ...named, time: noFields.time } : named,
    periods: catalogs.periods,
    maxPlaces,
    each,
  };
}

/** The place that is shown for a declared model. */
export const declaredPlace = '(declared)';

/**
 * Adds the declared model to rows that name none.
 *
 * @throws AuditError `USAGE` from the collector where a row does name one: then the declaration does not fit the file
 */
function assuming(name: string, collect: NameCollector, file: string): NameCollector {
  const declared: FoundName = {
    place: declaredPlace,
    role: 'unspecified',
    name,
    kind: 'name',
    certain: true,
    counts: true,
  };
  return (row) => {
    const names = collect(row);
    const other = names.find(({ certain, counts }) => certain && counts);
    if (other === undefined) return [...names, declared];
    const message = `assumeModel is for files that name no model, and ${file} names one in ${other.place}, after rows that name none. Leave assumeModel out for this file.`;
    throw auditError('USAGE', file, message);
  };
}
