import type { Io } from '../io.js';
import type { AuditedFile, CorruptRow } from './audit-report.js';
import type { CatalogsInForce } from './catalogs-in-force.js';
import type { NamedFields } from './fields/row-fields.js';
import type { JudgeGroup } from './judge-model.js';
import type { AuditedLedger } from './ledger-check.js';
import type { RowGroup } from './row-groups.js';

/** How a file is written, apart from being zipped. */
export type AuditFormat = 'jsonl' | 'json' | 'csv' | 'tsv' | 'parquet';

/** A file to audit. */
export interface AuditInput {
  /** As it was given, or found by a glob; `-` is stdin. */
  readonly path: string;
  /** Null: told by its name, or else by its first bytes. */
  readonly format: AuditFormat | null;
}

/** How far an engine has come. */
export interface AuditProgress {
  readonly rows: number;
  /** Of the files as they lie there. */
  readonly bytes: number;
}

/** Where rows go by their verdict; null: nowhere. */
export interface SplitTargets {
  readonly out: string | null;
  readonly rejects: string | null;
}

/** What an engine is told. */
export interface AuditSettings {
  readonly fields: NamedFields;
  readonly catalogs: CatalogsInForce;
  readonly judge: JudgeGroup;
  /** Null without `--ledger`. */
  readonly ledger: AuditedLedger | null;
  readonly split: SplitTargets;
  readonly version: string;
  readonly io: Pick<Io, 'stdin' | 'now'>;
  readonly onProgress: (progress: AuditProgress) => void;
}

/** What was found in one file. */
export interface FileFindings {
  readonly file: AuditedFile;
  /** Of all rows that could be read. */
  readonly groups: readonly RowGroup[];
  /** The first of them; `file.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
}

/** Most places that are named, of corrupt rows and of findings of the ledger each. */
export const mostPlaces = 1_000;
