import { DistillableError } from '@distillable/catalog';

/** Codes of {@link ParquetError}. */
export type ParquetErrorCode =
  /** Not a Parquet file, or one that is cut off or damaged. */
  | 'PARQUET_INVALID'
  /** Encrypted, or an encoding, codec or type that is not supported. */
  | 'PARQUET_UNSUPPORTED'
  /** A part of the file would take more memory than the limits allow. */
  | 'PARQUET_TOO_LARGE';

/** The place of a problem in a file. */
export interface ParquetPlace {
  /** The file's name, as the caller gave it. */
  readonly file: string;
  /** The path of a column. */
  readonly column?: string;
  /** From 0. */
  readonly rowGroup?: number;
  /** Where a page starts: its distance from the start of the file, in bytes. */
  readonly offset?: number;
}

/** Why a Parquet file can't be read. The message names the file and the place, and says what to do. */
export class ParquetError extends DistillableError<ParquetErrorCode, Record<ParquetErrorCode, ParquetPlace>> {
  override get name(): 'ParquetError' {
    return 'ParquetError';
  }
}

/**
 * Creates an error with the place in its message.
 *
 * @param problem a clause without a full stop
 * @param options.advice a complete sentence: what to do
 */
export function parquetError(
  code: ParquetErrorCode,
  place: ParquetPlace,
  problem: string,
  { advice, cause }: { readonly advice?: string; readonly cause?: unknown } = {},
): ParquetError {
  const { file, column, rowGroup, offset } = place;
  const parts = Object.entries({ column, 'row group': rowGroup, byte: offset })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`);
  const where = parts.length === 0 ? file : `${file} (${parts.join(', ')})`;
  const message = `Cannot read ${where}: ${problem}.${advice === undefined ? '' : ` ${advice}`}`;
  return new ParquetError(code, message, { cause, details: { ...place } });
}

/** Data that no correct writer would write; the message is a clause. */
export class DamagedData extends Error {}

/** An encoding, a codec or a type that is not supported; the message is a clause. */
export class UnsupportedFeature extends Error {}

/**
 * Runs code that throws errors of any kind when it reads damaged bytes.
 *
 * @throws ParquetError instead of any other error
 */
export function parsing<Result>(place: ParquetPlace, parse: () => Result): Result {
  try {
    return parse();
  } catch (cause) {
    if (cause instanceof ParquetError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    if (cause instanceof UnsupportedFeature) {
      const advice =
        'Rewrite the file with zstd or snappy and current encodings, for example with DuckDB or pyarrow.';
      throw parquetError('PARQUET_UNSUPPORTED', place, message, { cause, advice });
    }
    const problem = cause instanceof DamagedData ? message : `it is damaged (${message})`;
    throw parquetError('PARQUET_INVALID', place, problem, { cause });
  }
}
