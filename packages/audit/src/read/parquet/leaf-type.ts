import type { SchemaElement, TimeUnit } from 'hyparquet';

/** The meaning of the stored values of a column. */
export type LeafType =
  | { readonly kind: 'text' }
  | { readonly kind: 'json' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'float16' }
  | { readonly kind: 'interval' }
  /** `INT32`, `FLOAT` or `DOUBLE`, unchanged. */
  | { readonly kind: 'number' }
  | { readonly kind: 'integer'; readonly bits: 32 | 64; readonly isSigned: boolean }
  /** The stored integer times 10 to the power of `-scale`. */
  | { readonly kind: 'decimal'; readonly scale: number }
  /** Counted from midnight or from 1970; `isUtc` is false if the time zone is not known. */
  | { readonly kind: 'time' | 'timestamp'; readonly unit: TimeUnit; readonly isUtc: boolean }
  /** The timestamps of Impala, Hive and older versions of Spark. */
  | { readonly kind: 'int96' };

export function leafType(element: SchemaElement): LeafType {
  return annotated(element) ?? physical(element);
}

function physical({ type }: SchemaElement): LeafType {
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'INT64':
      return { kind: 'integer', bits: 64, isSigned: true };
    case 'INT96':
      return { kind: 'int96' };
    case 'INT32':
    case 'FLOAT':
    case 'DOUBLE':
      return { kind: 'number' };
    default:
      return { kind: 'bytes' };
  }
}

/** Null if the annotation is missing or does not change the meaning. */
function annotated({
  type,
  logical_type: logical,
  converted_type: old,
  scale,
}: SchemaElement): LeafType | null {
  switch (logical?.type) {
    case 'TIME':
      return { kind: 'time', unit: logical.unit, isUtc: logical.isAdjustedToUTC };
    case 'TIMESTAMP':
      return { kind: 'timestamp', unit: logical.unit, isUtc: logical.isAdjustedToUTC };
    case 'UUID':
      return { kind: 'uuid' };
    case 'FLOAT16':
      return { kind: 'float16' };
    case 'DECIMAL':
      return { kind: 'decimal', scale: logical.scale };
    case 'DATE':
      return { kind: 'date' };
    case 'STRING':
    case 'ENUM':
      return { kind: 'text' };
    case 'JSON':
      return { kind: 'json' };
    case 'INTEGER':
      return type === 'INT64' || !logical.isSigned
        ? { kind: 'integer', bits: type === 'INT64' ? 64 : 32, isSigned: logical.isSigned }
        : null;
    default:
  }
  // The specification calls these times UTC, but older writers use them for local times too.
  switch (old) {
    case 'UTF8':
    case 'ENUM':
      return { kind: 'text' };
    case 'JSON':
      return { kind: 'json' };
    case 'DECIMAL':
      return { kind: 'decimal', scale: scale ?? 0 };
    case 'DATE':
      return { kind: 'date' };
    case 'TIME_MILLIS':
      return { kind: 'time', unit: 'MILLIS', isUtc: false };
    case 'TIME_MICROS':
      return { kind: 'time', unit: 'MICROS', isUtc: false };
    case 'TIMESTAMP_MILLIS':
      return { kind: 'timestamp', unit: 'MILLIS', isUtc: false };
    case 'TIMESTAMP_MICROS':
      return { kind: 'timestamp', unit: 'MICROS', isUtc: false };
    case 'UINT_8':
    case 'UINT_16':
    case 'UINT_32':
      return { kind: 'integer', bits: 32, isSigned: false };
    case 'UINT_64':
      return { kind: 'integer', bits: 64, isSigned: false };
    case 'INTERVAL':
      return { kind: 'interval' };
    default:
      return null;
  }
}
