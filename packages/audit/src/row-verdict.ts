import type { ReferenceCode } from '@distillable/core';

/**
 * The verdict of an audit on a row: the model's author has allowed training on its text; has not allowed it; nothing
 * proves either; or the row names no model.
 */
export type RowVerdict = 'distillable' | 'not-distillable' | 'unknown' | 'unnamed';

/** Why a row has its verdict: the codes of a reference, and those that only an audit has. */
export type RowCode =
  | ReferenceCode
  /** The row names no model. */
  | 'MODEL_NOT_NAMED'
  /** With several lists: the row has no time, or one before the oldest list. */
  | 'NO_CATALOG_AT_TIME'
  /** The name is close to that of a model, but not exactly one of its names. */
  | 'NAME_NOT_EXACT'
  /** The model is known, but not in the list any more. */
  | 'MODEL_RETIRED'
  /** Only the maker of the model is certain. */
  | 'AUTHOR_ONLY'
  /** The same, and no model of that maker is distillable. */
  | 'AUTHOR_NOT_DISTILLABLE'
  /** The same, all models of that maker are distillable, and the user accepts that as proof. */
  | 'ACCEPTED_BY_AUTHOR';

/** The place of a row. */
export interface RowPlace {
  /** As it was given; `-` is stdin. */
  readonly file: string;
  /** From 1: the line of JSONL and CSV, otherwise the number of the row. */
  readonly line: number;
  /** Byte offset of the line in the decompressed file; null if the format has none. */
  readonly offset: number | null;
}

/** Higher is worse. */
export const severity: Readonly<Record<RowVerdict, number>> = {
  distillable: 0,
  unnamed: 1,
  unknown: 2,
  'not-distillable': 3,
};
