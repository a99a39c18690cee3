import type { ReferenceCode } from '@distillable/core';

/**
 * What an audit says about a row: the model's author has allowed training on its text; has not; nothing proves either;
 * or the row names no model.
 */
export type RowVerdict = 'distillable' | 'not-distillable' | 'unknown' | 'unnamed';

/** Why a row has its verdict: the codes of a reference, and those that only an audit has. */
export type RowCode =
  | ReferenceCode
  /** The row names no model. */
  | 'MODEL_NOT_NAMED'
  /** With several lists: the row has no time, or one before the oldest list. */
  | 'NO_CATALOG_AT_TIME';

/** The place of a row. */
export interface RowPlace {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** From 1: the line of JSONL and CSV, otherwise the number of the row. */
  readonly line: number;
  /** Byte offset of the line in the decompressed file; null if the format has none. */
  readonly offset: number | null;
}

/** All rows that name the same model and were judged alike. */
export interface AuditedModel {
  /** As the rows spell it; null for rows that name none. */
  readonly model: string | null;
  /** The author's part of the slug that was judged; null if there is none. */
  readonly author: string | null;
  /** How many there are. */
  readonly rows: number;
  /** Of all rows that could be read, 0 to 1. */
  readonly share: number;
  /** The verdict on each of them. */
  readonly verdict: RowVerdict;
  /** Why. */
  readonly code: RowCode;
  /** The same for people, with what to do about it. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** Digests of the lists that judged these rows; several if each row is judged by the list of its time. */
  readonly catalogs: readonly string[];
  /** The first of them. */
  readonly first: RowPlace;
}

/** A model list that rows were judged by. */
export interface AuditCatalog {
  /** Lists with the same digest judge alike. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Base URL of the API that it was retrieved from. */
  readonly url: string;
  /** Set if its permissions are a sample: the text to show wherever a verdict is shown. */
  readonly sample: string | null;
  /** How many rows it judged. */
  readonly rows: number;
}

/** A file that was read. */
export interface AuditedFile {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** The format that it was read as; `csv` also for tabs. */
  readonly format: 'jsonl' | 'json' | 'csv' | 'parquet';
  /** How many rows could be read. */
  readonly rows: number;
  /** How many could not. */
  readonly corrupt: number;
  /** Size of the file as it is, compressed or not; null for streams. */
  readonly bytes: number | null;
  /** The column that named the model, as a dotted path; null if no row had one. */
  readonly modelField: string | null;
}

/** A row that could not be read. */
export interface CorruptRow extends RowPlace {
  /** What is wrong with it, as a clause. It repeats nothing of what the row holds. */
  readonly message: string;
}

/** A row that contradicts the ledger. */
export interface LedgerFinding extends RowPlace {
  /** `not-verified`: the ledger has the response, but says that it was not verified when it arrived. */
  readonly kind: 'missing' | 'not-verified' | 'text-differs' | 'model-differs';
  /** The id of the generation that the row names; null if it names none. */
  readonly id: string | null;
}

/** The rows of a month. */
export interface AuditMonth {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** How many rows have each verdict. */
  readonly rows: Readonly<Record<RowVerdict, number>>;
}

/** How many rows an audit read. */
export interface AuditTotals {
  /** That could be read. */
  readonly rows: number;
  /** How many of these have each verdict. */
  readonly verdicts: Readonly<Record<RowVerdict, number>>;
  /** That could not be read. */
  readonly corrupt: number;
}

/** What a ledger says about the rows of an audit. */
export interface LedgerComparison {
  /** As it was given. */
  readonly file: string;
  /** Rows that it has as they are. */
  readonly matched: number;
  /** Rows that it does not have. */
  readonly missing: number;
  /** Rows whose text is not the one that was generated. */
  readonly textDiffers: number;
  /** Rows that name another model than the one that generated them. */
  readonly modelDiffers: number;
  /** Rows of responses that were not verified. */
  readonly notVerified: number;
  /** The first `maxPlaces` rows that contradict it. */
  readonly findings: readonly LedgerFinding[];
}

/** What an audit found; `distillable audit --json` prints it as it is. */
export interface AuditReport {
  /** Of this format. */
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** In the order in which they were read. */
  readonly files: readonly AuditedFile[];
  /** Of all files. */
  readonly totals: AuditTotals;
  /** Worst verdict first, then by rows. */
  readonly models: readonly AuditedModel[];
  /** The lists that judged, oldest first. */
  readonly catalogs: readonly AuditCatalog[];
  /** In order; null if no row has a time. */
  readonly timeline: readonly AuditMonth[] | null;
  /** The first `maxPlaces`; `totals.corrupt` counts all. */
  readonly corrupt: readonly CorruptRow[];
  /** Null without a ledger. */
  readonly ledger: LedgerComparison | null;
  /** What the labels are worth, for people. */
  readonly caveat: string;
}
