import type { NamedFields } from '../fields/row-fields.js';
import { describeTooLong } from '../read/jsonl.js';
import { longestLine } from '../read/parse-row.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import { mergeGroups } from '../row-groups.js';
import { cutBlocks } from './cut-blocks.js';
import { type BlockCounts, type BlockTask, scanBlock } from './scan-block.js';
import type { ScanPool } from './scan-pool.js';

/** A JSONL to be counted. */
export interface ParallelScan {
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  readonly fields: Pick<NamedFields, 'model' | 'time'>;
  readonly since: readonly number[] | null;
  readonly pool: ScanPool;
  readonly maxPlaces: number;
  readonly onRows: (rows: number) => void;
  /** @default 64 MiB */
  readonly longest?: number;
}

/** What is in the file. */
export interface ScannedFile {
  readonly rows: number;
  readonly corrupt: number;
  readonly corruptRows: readonly CorruptRow[];
  readonly groups: readonly RowGroup[];
  readonly modelField: string | null;
}

/** A block that is being counted, or a line that was too long. */
type Pending =
  | { readonly kind: 'block'; readonly task: BlockTask; readonly done: ReturnType<ScanPool['scan']> }
  | { readonly kind: 'too-long'; readonly length: number };

/** A block with a very long line is not kept for others. */
const mostSpareBytes = 2_097_152;

/** Counts the blocks of a file at once and adds them up in their order: the same as reading it from start to end. */
export async function scanInParallel(scan: ParallelScan): Promise<ScannedFile> {
  const { file, pool, since, maxPlaces, longest = longestLine } = scan;
  const merged = mergeGroups();
  const corruptRows: CorruptRow[] = [];
  const columns: { model: string | null; time: string | null } = { model: null, time: null };
  const spare: ArrayBuffer[] = [];
  let [rows, corrupt, lines, offset] = [0, 0, 0, 0];

  const add = (counts: BlockCounts, length: number): void => {
    merged.add(counts.groups, lines, offset);
    for (const { line, offset: at, message } of counts.corruptRows) {
      if (corruptRows.length >= maxPlaces) break;
      corruptRows.push({ file, line: lines + line, offset: offset + (at ?? 0), message });
    }
    columns.model ??= counts.fields.model;
    columns.time ??= counts.fields.time;
    rows += counts.rows;
    corrupt += counts.corrupt;
    lines += counts.lines;
    offset += length;
  };
  const known = (): BlockTask['fields'] => ({
    model: scan.fields.model ?? columns.model ?? undefined,
    time: scan.fields.time ?? columns.time ?? undefined,
  });
  const settle = async (pending: Pending): Promise<void> => {
    if (pending.kind === 'too-long') {
      const message = describeTooLong(longest);
      const corruptRow = { file: '', line: 1, offset: 0, message };
      add({ ...empty, lines: 1, corrupt: 1, corruptRows: [corruptRow] }, pending.length);
    } else {
      const { counts, bytes } = await pending.done;
      // The columns of a file are those of its first rows, which were not known yet when this block was handed out.
      const isOther =
        differs(counts.fields.model, columns.model) || differs(counts.fields.time, columns.time);
      add(isOther ? scanBlock({ ...pending.task, bytes, fields: known() }) : counts, bytes.length);
      if (bytes.buffer.byteLength <= mostSpareBytes) spare.push(bytes.buffer);
    }
    scan.onRows(rows + corrupt);
  };

  const queue: Pending[] = [];
  let isStart = true;
  for await (const block of cutBlocks(scan.chunks, longest, spare)) {
    if (block.kind === 'too-long') queue.push(block);
    else {
      const task: BlockTask = { bytes: block.bytes, isStart, fields: known(), since, longest, maxPlaces };
      const done = pool.scan(task);
      // It is awaited in its turn; until then its failure is nobody's.
      done.catch(() => {});
      queue.push({ kind: 'block', task, done });
    }
    isStart = false;
    if (queue.length >= pool.capacity) await settleFirst(queue, settle);
  }
  while (queue.length > 0) await settleFirst(queue, settle);
  return { rows, corrupt, corruptRows, groups: merged.all(), modelField: columns.model };
}

async function settleFirst(queue: Pending[], settle: (pending: Pending) => Promise<void>): Promise<void> {
  const first = queue.shift();
  if (first !== undefined) await settle(first);
}

function differs(found: string | null, known: string | null): boolean {
  return found !== null && known !== null && found !== known;
}

const empty: BlockCounts = {
  lines: 0,
  rows: 0,
  corrupt: 0,
  corruptRows: [],
  groups: [],
  fields: { model: null, time: null },
};
