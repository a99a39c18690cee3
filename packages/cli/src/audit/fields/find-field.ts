import type { ReadField, Row } from './field-path.js';

/** A place where something may stand. */
export interface FieldCandidate {
  /** As a dotted path. */
  readonly path: string;
  readonly read: ReadField;
  /** Whether this value is one. */
  readonly accepts: (value: unknown) => boolean;
}

/** Finds out, while rows pass, which place of a file holds something: the first row that has it anywhere decides. */
export interface FoundField {
  readonly read: ReadField;
  /** Null as long as no row had it. */
  readonly path: () => string | null;
}

/**
 * The candidates are tried in their order, and once one fits, only it is read, so that a file is judged by one column.
 * Rows before that had it nowhere.
 */
export function findField(candidates: readonly FieldCandidate[]): FoundField {
  let chosen: FieldCandidate | null = null;
  const search = (row: Row): unknown => {
    for (const candidate of candidates) {
      const value = candidate.read(row);
      if (!candidate.accepts(value)) continue;
      chosen = candidate;
      return value;
    }
    return undefined;
  };
  return {
    read: (row) => (chosen === null ? search(row) : chosen.read(row)),
    path: () => chosen?.path ?? null,
  };
}
