import { describeTooLong } from '../read/json-text.js';
import { createLineSplitter, type LinePiece, pieceBytes } from '../read/lines.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import type { FileCounts } from '../rows.js';
import type { ScannedBlock, ScanPool } from './pool.js';
import type { BlockCounts } from './scan-block.js';

/** A JSONL file to be counted. */
export interface CountedFile {
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** Takes each chunk as soon as nothing of it is held. */
  readonly recycle: (chunk: Buffer) => void;
  /** Counts for this file alone. */
  readonly pool: ScanPool;
  /** Longest line that is read, in bytes. */
  readonly maxLineBytes: number;
  readonly maxPlaces: number;
  readonly onRows: (rows: number) => void;
  /** Takes groups, and how many lines of the file come before a part of it. */
  readonly onGroups: (groups: readonly RowGroup[], linesBefore: (part: number) => number) => void;
}

/**
 * Counts the blocks of a file at once and adds them up in their order: the same as reading it from start to end. Closes
 * the pool when all are counted.
 */
export async function countFile(options: CountedFile): Promise<FileCounts> {
  const { chunks, recycle, pool, onRows, maxLineBytes } = options;
  const sum = createSum(options);
  const spare: ArrayBuffer[] = [];
  const splitter = createLineSplitter(maxLineBytes, spare);
  /** Blocks that are being counted, and the offsets of lines that are too long. */
  const queue: (Promise<ScannedBlock> | number)[] = [];
  let [part, offset] = [0, 0];

  const enqueue = (piece: LinePiece): void => {
    const start = offset;
    offset += piece.bytes.length;
    if (piece.kind === 'lines') {
      const scanned = pool.scan({ bytes: piece.bytes, part, offset: start, isLast: false });
      // It is awaited in its turn, which may come after it has failed.
      scanned.catch(() => {});
      queue.push(scanned);
    } else if (piece.lineBytes !== null) queue.push(offset - piece.lineBytes);
    else return;
    part += 1;
  };
  const settle = async (room: number): Promise<void> => {
    while (queue.length > room) {
      const next = await queue.shift();
      if (typeof next === 'number') sum.addLongLine(next);
      else if (next !== undefined) {
        sum.add(next.counts);
        if (next.bytes.buffer.byteLength === pieceBytes) spare.push(next.bytes.buffer);
      }
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
  const rest = await pool.scanLast({ bytes: new Uint8Array(), part, offset, isLast: true });
  // The groups that are added now are judged, and the threads no longer take memory.
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

function createSum({ file, maxLineBytes, maxPlaces, onGroups }: CountedFile): Sum {
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
