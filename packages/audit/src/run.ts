import type { CatalogsInForce } from './catalogs.js';
import type { NamedFields, RowFields } from './fields/row-fields.js';
import type { JudgeGroup } from './judge.js';
import type { LedgerCheck } from './ledger-check.js';
import type { AuditedFile, CorruptRow } from './report.js';
import type { RowGroup } from './row-groups.js';
import type { RowWork } from './rows.js';
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

/** Whether each row is needed here, in its order: for a ledger or an output. Otherwise it is only counted. */
export function needsEachRow({ ledger, split }: AuditRun): boolean {
  return ledger !== null || split !== null;
}

/** What is done with the rows of a file. */
export function rowWork(file: string, fields: RowFields, run: AuditRun): RowWork {
  const { catalogs, judge, ledger, split, maxPlaces } = run;
  const each = needsEachRow(run) ? { judge, ledger, split } : null;
  return { file, fields, since: catalogs.since, maxPlaces, each };
}
