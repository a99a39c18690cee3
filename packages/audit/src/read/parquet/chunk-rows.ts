import { type ChunkPages, type ColumnChunk, readChunkPages } from './chunk-pages.js';
import type { Page } from './page.js';
import { parquetError, parsing } from './parquet-error.js';
import type { Leaf } from './schema.js';

/** One column of some consecutive rows. */
export interface LeafRows<Value> {
  /** The number of values, nulls and empty lists included. */
  readonly entries: number;
  /** One per entry; null if no value is missing, which never happens within lists. */
  readonly definitions: Uint8Array | null;
  /** One per entry; null outside of lists. */
  readonly repetitions: Uint8Array | null;
  /** Without the nulls. */
  readonly values: Value[];
}

/** Reads a column chunk a few rows at a time. */
export interface ChunkRows<Value> {
  /** @throws ParquetError, also if fewer rows are left */
  readonly read: (rows: number) => Promise<LeafRows<Value>>;
  /** Checks that no rows are left. @throws ParquetError `PARQUET_INVALID` */
  readonly end: () => Promise<void>;
  readonly close: ChunkPages<Value>['close'];
}

type Levels = Pick<Page<unknown>, 'entries' | 'definitions' | 'repetitions'>;

interface Part {
  readonly page: Levels;
  readonly start: number;
  readonly end: number;
}

export function readChunkRows<Value>(chunk: ColumnChunk<Value>): ChunkRows<Value> {
  const { leaf, place } = chunk;
  const pages = readChunkPages(chunk);
  let page: Page<Value> | null = null;
  let at = 0;
  const advance = async (): Promise<Page<Value> | null> => {
    while (page === null || at === page.entries) {
      page = await pages.next();
      at = 0;
      if (page === null) return null;
    }
    return page;
  };
  return {
    async read(rows) {
      const parts: Part[] = [];
      const values: Value[] = [];
      let missing = rows;
      // A list may continue in the next page: only the first entry there shows whether the last row is complete.
      for (let current = await advance(); ; current = await advance()) {
        if (current === null) {
          if (missing === 0) break;
          throw parquetError('PARQUET_INVALID', place, 'it has fewer rows than its row group');
        }
        if (parts.length === 0 && (current.repetitions?.[at] ?? 0) !== 0) {
          throw parquetError('PARQUET_INVALID', place, 'its first row is incomplete');
        }
        const [start, end, begun] = [at, ...endOfRows(current, at, missing)];
        if (end === start) break;
        const { readValues } = current;
        parsing(place, () => readValues(countValues(current, start, end, leaf), values));
        parts.push({ page: current, start, end });
        missing -= begun;
        at = end;
        if (end < current.entries || (missing === 0 && leaf.repetition === 0)) break;
      }
      return { ...join(parts, leaf), values };
    },
    async end() {
      if ((await advance()) === null) return;
      throw parquetError('PARQUET_INVALID', place, 'it has more rows than its row group');
    },
    close: pages.close,
  };
}

/** Where the last of these rows ends, or the page if it is shorter, and how many rows start before. */
function endOfRows(
  { entries, repetitions }: Levels,
  start: number,
  rows: number,
): readonly [end: number, begun: number] {
  if (repetitions === null) {
    const begun = Math.min(rows, entries - start);
    return [start + begun, begun];
  }
  let begun = 0;
  let end = start;
  for (; end < entries; end += 1) {
    if (repetitions[end] !== 0) continue;
    if (begun === rows) break;
    begun += 1;
  }
  return [end, begun];
}

function countValues({ definitions }: Levels, start: number, end: number, leaf: Leaf): number {
  if (definitions === null) return end - start;
  let count = 0;
  for (let index = start; index < end; index += 1) if (definitions[index] === leaf.definition) count += 1;
  return count;
}

function join(parts: readonly Part[], leaf: Leaf): Omit<LeafRows<unknown>, 'values'> {
  const entries = parts.reduce((total, { start, end }) => total + end - start, 0);
  return {
    entries,
    definitions: joinLevels(parts, 'definitions', entries, leaf.definition),
    repetitions: joinLevels(parts, 'repetitions', entries, 0),
  };
}

/** @param whole the level of every entry of a page without levels */
function joinLevels(
  parts: readonly Part[],
  kind: 'definitions' | 'repetitions',
  entries: number,
  whole: number,
): Uint8Array | null {
  const [only] = parts;
  if (only !== undefined && parts.length === 1)
    return only.page[kind]?.subarray(only.start, only.end) ?? null;
  if (parts.every(({ page }) => page[kind] === null)) return null;
  const joined = new Uint8Array(entries).fill(whole);
  let at = 0;
  for (const { page, start, end } of parts) {
    const levels = page[kind];
    if (levels !== null) joined.set(levels.subarray(start, end), at);
    at += end - start;
  }
  return joined;
}
