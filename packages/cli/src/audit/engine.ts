import type { ReferenceCode } from '@distillable/core';
import type { Io } from '../io.js';
import type { CatalogsInForce } from './catalogs-in-force.js';
import type { NamedFields, Row } from './fields/row-fields.js';
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

/** Where a row stands. One object that is used again for each row: copy what you keep. */
export interface RowAt {
  /** From 1. */
  line: number;
  /** Byte offset in the unzipped file; null where the format has none. */
  offset: number | null;
  /** Holds the line as it came, newline and all, from `start` up to `end`; null where the format has no lines. */
  bytes: Buffer | null;
  start: number;
  end: number;
}

/** Takes what a reader finds, in the order of the file. Bytes are good only until the call returns. */
export interface RowHandler {
  readonly row: (value: Row, at: RowAt) => void;
  /** `told` is what to keep of it where there are no bytes. */
  readonly corrupt: (message: string, at: RowAt, told?: unknown) => void;
  /** Bytes of a line too long to be held, before it is told as corrupt; and blank lines. */
  readonly other: (kind: 'corrupt' | 'blank', bytes: Buffer) => void;
}

/** Finds the rows of one file. */
export interface RowReader {
  /** Between two calls nothing is held of what went before but an unfinished line. */
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
}

/** A file that can't be read on; its message says why, to follow the file's name, without a full stop. */
export class UnreadableFile extends Error {}

/** What an audit says of a row. */
export type RowVerdict = 'distillable' | 'not-distillable' | 'unknown' | 'unnamed';

/** Why a row is judged as it is: the codes of a reference, and those that only an audit has. */
export type RowCode =
  | ReferenceCode
  /** The row names no model. */
  | 'MODEL_NOT_NAMED'
  /** With an archive: the row has no time, or one before the oldest snapshot. */
  | 'NO_CATALOG_AT_TIME';

/** Where a row stands. */
export interface RowPlace {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** From 1: the line of JSONL and CSV, else the number of the row. */
  readonly line: number;
  /** Byte offset of the line in the unzipped file; null where the format has none. */
  readonly offset: number | null;
}

/** All rows that name the same model and were judged alike. */
export interface AuditedModel {
  /** As the rows spell it; null for rows that name none. */
  readonly model: string | null;
  /** The author's part of the slug that was judged; null where there is none. */
  readonly author: string | null;
  readonly rows: number;
  /** Of all rows that could be read, 0 to 1. */
  readonly share: number;
  readonly verdict: RowVerdict;
  readonly code: RowCode;
  /** What it is and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** Digests of the catalogs that judged these rows; several with an archive. */
  readonly catalogs: readonly string[];
  readonly first: RowPlace;
}

/** A catalog that rows were judged by. */
export interface AuditCatalog {
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  readonly url: string;
  /** Set where its permissions are a sample: the text to show wherever a verdict is shown. */
  readonly sample: string | null;
  readonly rows: number;
}

/** A file that was read. */
export interface AuditedFile {
  readonly file: string;
  readonly format: 'jsonl' | 'json' | 'csv' | 'parquet';
  readonly rows: number;
  readonly corrupt: number;
  /** Size as it lies there, zipped or not; null for stdin. */
  readonly bytes: number | null;
  /** The column that named the model, as a dotted path; null where no row had one. */
  readonly modelField: string | null;
}

/** A row that could not be read. */
export interface CorruptRow extends RowPlace {
  readonly message: string;
}

/** What the ledger says against a row. */
export interface LedgerFinding extends RowPlace {
  /** `not-verified`: the ledger has the answer, and says that it was not verified when it came. */
  readonly kind: 'missing' | 'not-verified' | 'text-differs' | 'model-differs';
  readonly id: string | null;
}

/** How many rows of a month were judged how. */
export interface AuditMonth {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly rows: Readonly<Record<RowVerdict, number>>;
}

/** What an audit found; `--json` prints it as it is. */
export interface AuditReport {
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/cli`. */
  readonly version: string;
  readonly engine: 'js' | 'duckdb';
  readonly files: readonly AuditedFile[];
  readonly totals: {
    /** That could be read. */
    readonly rows: number;
    readonly verdicts: Readonly<Record<RowVerdict, number>>;
    readonly corrupt: number;
  };
  /** Worst verdict first, then by rows. */
  readonly models: readonly AuditedModel[];
  readonly catalogs: readonly AuditCatalog[];
  /** In order; null where no row has a time. */
  readonly timeline: readonly AuditMonth[] | null;
  /** The first 1,000; `totals.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
  /** Null without a ledger. */
  readonly ledger: {
    readonly file: string;
    readonly matched: number;
    readonly missing: number;
    readonly textDiffers: number;
    readonly modelDiffers: number;
    readonly notVerified: number;
    /** The first 1,000. */
    readonly findings: readonly LedgerFinding[];
  } | null;
  /** What the labels are worth, for people. */
  readonly caveat: string;
}
