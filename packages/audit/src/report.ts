import type { ReferenceCode } from '@distillable/core';

/** What an audit says of a row. */
export type RowVerdict = 'distillable' | 'not-distillable' | 'unknown' | 'unnamed';

/** Why a row is judged as it is: the codes of a reference, and those that only an audit has. */
export type RowCode =
  | ReferenceCode
  /** The row names no model. */
  | 'MODEL_NOT_NAMED'
  /** With an archive: the row has no time, or one before the oldest snapshot. */
  | 'NO_CATALOG_AT_TIME';

/** The place of a row. */
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
  /** Size of the file as it is, compressed or not; null for streams. */
  readonly bytes: number | null;
  /** The column that named the model, as a dotted path; null where no row had one. */
  readonly modelField: string | null;
}

/** A row that could not be read. */
export interface CorruptRow extends RowPlace {
  readonly message: string;
}

/** A row that contradicts the ledger. */
export interface LedgerFinding extends RowPlace {
  /** `not-verified`: the ledger has the response, but says that it was not verified when it arrived. */
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
  /** Of `@distillable/audit`. */
  readonly version: string;
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
  /** The first `maxPlaces`; `totals.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
  /** Null without a ledger. */
  readonly ledger: {
    readonly file: string;
    readonly matched: number;
    readonly missing: number;
    readonly textDiffers: number;
    readonly modelDiffers: number;
    readonly notVerified: number;
    /** The first `maxPlaces`. */
    readonly findings: readonly LedgerFinding[];
  } | null;
  /** What the labels are worth, for people. */
  readonly caveat: string;
}
