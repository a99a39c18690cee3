import type { Periods } from '../catalogs.js';
import type { PlaceOptions } from '../places/collect-names.js';
import { maxLineBytes as defaultMaxLineBytes, describeTooLong } from '../read/json-text.js';
import { createLineSplitter, type LinePiece, pieceBytes } from '../read/lines.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import type { FileCounts } from '../rows.js';
import type { ScanPool } from './pool.js';
import type { BlockCounts, BlockTask } from './scan-block.js';

/** A JSONL file to be counted. */
export interface CountedFile {
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** Takes each chunk as soon as nothing of it is held. */
  readonly recycle: (chunk: Buffer) => void;
  readonly places: PlaceOptions;
  /** Where the time is; null if the rows have none. */
  readonly timeField: string | null;
  readonly periods: Periods;
  readonly pool: ScanPool;
  readonly maxPlaces: number;
  readonly onRows: (rows: number) => void;
  /** Takes groups, and how many lines of the file come before a part of it. */
  readonly onGroups: (groups: readonly RowGroup[], linesBefore: (part: number) => number) => void;
  /** @default 64 MiB */
  readonly maxLineBytes?: number;
}

/**
 * Counts the blocks of a file at once and adds them up in their order: the same as reading it from start to end. Closes
 * the pool when all are counted.
 */
export async function countFile(options: CountedFile): Promise<FileCounts> {
  const { chunks, recycle, pool, onRows, maxLineBytes = defaultMaxLineBytes } = options;
  const sum = createSum(options, maxLineBytes);
  const { places, timeField, periods, maxPlaces } = options;
  let part = 0;
  const taskOf = (bytes: BlockTask['bytes'], start: number, isLast = false): BlockTask => {
    const facts = { places, timeField, periods, maxLineBytes, maxPlaces };
    part += 1;
    return { ...facts, bytes, part: part - 1, offset: start, isLast };
  };
  const spare: ArrayBuffer[] = [];
  const splitter = createLineSplitter(maxLineBytes, spare);
  const queue: (() => Promise<void>)[] = [];
  let offset = 0;

  const enqueue = (piece: LinePiece): void => {
    const start = offset;
    offset += piece.bytes.length;
    if (piece.kind === 'lines') {
      const scanned = pool.scan(taskOf(piece.bytes, start));
      // It is awaited in its turn, which may come after it has failed.
      scanned.catch(() => {});
      queue.push(async () => {
        const { counts, bytes } = await scanned;
        sum.add(counts);
        if (bytes.buffer.byteLength === pieceBytes) spare.push(bytes.buffer);
      });
    } else if (piece.lineBytes !== null) {
      const lineStart = offset - piece.lineBytes;
      part += 1;
      queue.push(async () => sum.addLongLine(lineStart));
    }
  };
  const settle = async (room: number): Promise<void> => {
    while (queue.length > room) {
      await queue.shift()?.();
      onRows(sum.rows());
    }
  };

  for await (const chunk of chunks) {
    for (const piece of splitter.push(chunk)) enqueue(piece);
    recycle(chunk);
    await settle(pool.capacity - 1);
  }
  for (const piece of splitter.end()) enqueue(piece);
  await settle(0);
  const rest = await pool.scanLast(taskOf(new Uint8Array(), offset, true));
  // What is added now is judged, and the memory of the threads is free for it.
  await pool.close();
  sum.addLast(rest.map(({ counts }) => counts));
  return sum.result();
}

interface Sum {
  /** Adds the next part. */
  readonly add: (counts: BlockCounts) => void;
  readonly addLongLine: (offset: number) => void;
  /** Adds what the threads have left, in the order of the file, however its parts were spread. */
  readonly addLast: (rest: readonly BlockCounts[]) => void;
  /** Corrupt ones included. */
  readonly rows: () => number;
  readonly result: () => FileCounts;
}

function createSum({ file, maxPlaces, onGroups }: CountedFile, maxLineBytes: number): Sum {
  const corruptRows: CorruptRow[] = [];
  const linesBefore: number[] = [];
  let [rows, corrupt, lines] = [0, 0, 0];

  const before = (part: number): number => linesBefore[part] ?? 0;
  const add = (counts: BlockCounts): void => {
    linesBefore.push(lines);
    if (counts.groups.length > 0) onGroups(counts.groups, before);
    for (const { line, offset, message } of counts.corruptRows) {
      if (corruptRows.length < maxPlaces) corruptRows.push({ file, line: lines + line, offset, message });
    }
    rows += counts.rows;
    corrupt += counts.corrupt;
    lines += counts.lines;
  };
  return {
    add,
    addLongLine(offset) {
      const message = describeTooLong(maxLineBytes);
      const corruptRow = { file: '', line: 1, offset, message };
      add({ lines: 1, rows: 0, corrupt: 1, corruptRows: [corruptRow], groups: [] });
    },
    addLast(rest) {
      const groups = rest.flatMap((counts) => counts.groups);
      onGroups(
        groups.sort((one, other) => one.part - other.part || one.line - other.line),
        before,
      );
    },
    rows: () => rows + corrupt,
    result: () => ({ rows, corrupt, corruptRows }),
  };
}
