import { type ParquetPlace, parquetError } from './parquet-error.js';

/** Limits on the memory that reading a file may take, in bytes. */
export interface ParquetLimits {
  /** Of one page when decompressed. pyarrow writes pages of about 1 MB, DuckDB of up to 100 MB. @default 268_435_456 */
  readonly maxPageBytes?: number;
  /** Of all pages that are read at the same time: one per column, and its dictionary. @default 1_073_741_824 */
  readonly maxOpenBytes?: number;
  /** Of the list of columns and row groups at the end of the file. @default 268_435_456 */
  readonly maxMetadataBytes?: number;
}

export const defaultLimits: Required<ParquetLimits> = {
  maxPageBytes: 268_435_456,
  maxOpenBytes: 1_073_741_824,
  maxMetadataBytes: 268_435_456,
};

/** Counts the memory of the open pages, before it is allocated. */
export interface PageBudget {
  /** @throws ParquetError `PARQUET_TOO_LARGE` */
  readonly take: (bytes: number, place: ParquetPlace) => void;
  readonly release: (bytes: number) => void;
}

export function createPageBudget({ maxPageBytes, maxOpenBytes }: Required<ParquetLimits>): PageBudget {
  let open = 0;
  return {
    take(bytes, place) {
      if (bytes > maxPageBytes) {
        throw tooLarge(
          place,
          `a page would take ${bytes} bytes when decompressed, and the limit is ${maxPageBytes}`,
        );
      }
      if (open + bytes > maxOpenBytes) {
        const sum = open + bytes;
        throw tooLarge(
          place,
          `the pages of its columns would take ${sum} bytes together, and the limit is ${maxOpenBytes}`,
        );
      }
      open += bytes;
    },
    release(bytes) {
      open -= bytes;
    },
  };
}

function tooLarge(place: ParquetPlace, problem: string): Error {
  const advice =
    'If you trust the source of the file, rewrite it with smaller pages, for example with pyarrow: ' +
    'pq.write_table(table, path, data_page_size=1_000_000, write_batch_size=64).';
  return parquetError('PARQUET_TOO_LARGE', place, problem, { advice });
}
