import type { NamedFields } from '../fields/row-fields.js';
import type { PlaceOptions } from '../places/collect-names.js';
import { maxLineBytes as defaultMaxLineBytes, describeTooLong } from '../read/json-text.js';
import { createLineSplitter, type LinePiece, pieceBytes } from '../read/lines.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import type { FileCounts } from '../rows.js';
import type { ScannedBlock, ScanPool } from './pool.js';
import { type BlockCounts, type BlockTask, scanBlock } from './scan-block.js';

/** A JSONL file to be counted. */
export interface CountedFile {
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  readonly places: PlaceOptions;
  readonly fields: Pick<NamedFields, 'time'>;
  readonly since: readonly number[] | null;
  readonly pool: ScanPool;
  readonly maxPlaces: number;
  readonly onRows: (rows: number) => void;
  /** Takes the groups of each part in turn, and how many lines of the file come before it. */
  readonly onGroups: (groups: readonly RowGroup[], linesBefore: number) => void;
  /** @default 64 MiB */
  readonly maxLineBytes?: number;
}

/** Counts the blocks of a file at once and adds them up in their order: the same as reading it from start to end. */
export async function countFile(options: CountedFile): Promise<FileCounts> {
  const { chunks, pool, onRows, maxLineBytes = defaultMaxLineBytes } = options;
  const sum = createSum(options, maxLineBytes);
  const spare: ArrayBuffer[] = [];
  const splitter = createLineSplitter(maxLineBytes, spare);
  const queue: (() => Promise<void>)[] = [];
  let offset = 0;

  const enqueue = (piece: LinePiece): void => {
    const start = offset;
    offset += piece.bytes.length;
    if (piece.kind === 'lines') {
      const task = sum.task(piece.bytes, start);
      const scanned = pool.scan(task);
      // It is awaited in its turn, which may come after it has failed.
      scanned.catch(() => {});
      queue.push(async () => {
        const block = await scanned;
        sum.add(task, block);
        if (block.bytes.buffer.byteLength === pieceBytes) spare.push(block.bytes.buffer);
      });
    } else if (piece.lineBytes !== null) {
      const lineStart = offset - piece.lineBytes;
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
    await settle(pool.capacity - 1);
  }
  for (const piece of splitter.end()) enqueue(piece);
  await settle(0);
  return sum.result();
}

interface Sum {
  readonly task: (bytes: BlockTask['bytes'], offset: number) => BlockTask;
  readonly add: (task: BlockTask, scanned: ScannedBlock) => void;
  readonly addLongLine: (offset: number) => void;
  /** Corrupt ones included. */
  readonly rows: () => number;
  readonly result: () => FileCounts;
}

function createSum(options: CountedFile, maxLineBytes: number): Sum {
  const { file, places, fields, since, maxPlaces, onGroups } = options;
  const corruptRows: CorruptRow[] = [];
  let timeField = fields.time ?? null;
  let [rows, corrupt, lines] = [0, 0, 0];

  const knownFields = (): BlockTask['fields'] => ({ time: timeField ?? undefined });
  const addCounts = (counts: BlockCounts): void => {
    onGroups(counts.groups, lines);
    for (const { line, offset, message } of counts.corruptRows) {
      if (corruptRows.length < maxPlaces) corruptRows.push({ file, line: lines + line, offset, message });
    }
    timeField ??= counts.timeField;
    rows += counts.rows;
    corrupt += counts.corrupt;
    lines += counts.lines;
  };
  return {
    task: (bytes, offset) => ({
      bytes,
      offset,
      places,
      fields: knownFields(),
      since,
      maxLineBytes,
      maxPlaces,
    }),
    add(task, { counts, bytes }) {
      // The file's first row with a time decides where it is, and was not known yet when this block was handed out.
      const isOther = counts.timeField !== null && timeField !== null && counts.timeField !== timeField;
      addCounts(isOther ? scanBlock({ ...task, bytes, fields: knownFields() }) : counts);
    },
    addLongLine(offset) {
      const message = describeTooLong(maxLineBytes);
      const corruptRow = { file: '', line: 1, offset, message };
      addCounts({ ...noCounts, lines: 1, corrupt: 1, corruptRows: [corruptRow] });
    },
    rows: () => rows + corrupt,
    result: () => ({ rows, corrupt, corruptRows }),
  };
}

const noCounts: BlockCounts = {
  lines: 0,
  rows: 0,
  corrupt: 0,
  corruptRows: [],
  groups: [],
  timeField: null,
};
