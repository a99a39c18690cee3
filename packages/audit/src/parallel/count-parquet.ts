import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { NamedFields } from '../fields/row-fields.js';
import type { CorruptRow } from '../report.js';
import { createRowGroups, type RowGroup } from '../row-groups.js';
import { type RowGroupCounts, type RowGroupTask, scanRowGroups } from './scan-row-groups.js';

/** A Parquet file to be counted. */
export interface CountedParquet {
  readonly path: string;
  readonly rowGroups: readonly { readonly rows: number }[];
  readonly fields: Pick<NamedFields, 'model' | 'time'>;
  readonly since: readonly number[] | null;
  readonly maxPlaces: number;
  readonly threads: number;
  readonly onRows: (rows: number) => void;
  /** Counts row groups in another thread. */
  readonly scanElsewhere?: typeof scanInThread;
}

/** What is in the file. */
export interface ParquetCounts {
  readonly rows: number;
  readonly corrupt: number;
  /** The first of them. */
  readonly corruptRows: readonly CorruptRow[];
  readonly groups: readonly RowGroup[];
  readonly modelField: string | null;
}

/**
 * Counts parts of a file at once, one of them in this thread, and adds them up in their order: the same as reading it
 * from start to end.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function countParquet(options: CountedParquet): Promise<ParquetCounts> {
  const {
    path,
    rowGroups,
    fields,
    since,
    maxPlaces,
    threads,
    onRows,
    scanElsewhere = scanInThread,
  } = options;
  const [first, ...others] = rangesOf(rowGroups, threads).map(
    (range): RowGroupTask => ({ path, ...range, fields, since, maxPlaces }),
  );
  if (first === undefined) return noRows;
  const read = new Map<RowGroupTask, number>();
  const note = (task: RowGroupTask) => (rows: number) => {
    read.set(task, rows);
    onRows([...read.values()].reduce((total, each) => total + each, 0));
  };
  const stop = new AbortController();
  try {
    const elsewhere = others.map((task) => ({ task, counts: scanElsewhere(task, note(task), stop.signal) }));
    // Each is awaited in its turn, which may come after it has failed.
    for (const { counts } of elsewhere) counts.catch(() => {});
    const sum = createSum(options);
    await sum.add(first, await scanRowGroups(first, note(first)));
    for (const { task, counts } of elsewhere) await sum.add(task, await counts);
    return sum.result();
  } finally {
    stop.abort();
  }
}

const noRows: ParquetCounts = { rows: 0, corrupt: 0, corruptRows: [], groups: [], modelField: null };

/** So many ranges of row groups, with about as many rows each. */
function rangesOf(
  rowGroups: readonly { readonly rows: number }[],
  count: number,
): readonly Pick<RowGroupTask, 'firstGroup' | 'endGroup'>[] {
  const total = rowGroups.reduce((sum, { rows }) => sum + rows, 0);
  const ends = Array.from({ length: count }, () => 0);
  let before = 0;
  for (const [index, { rows }] of rowGroups.entries()) {
    const range = Math.min(count - 1, Math.floor(((before + rows / 2) * count) / Math.max(total, 1)));
    ends[range] = index + 1;
    before += rows;
  }
  let firstGroup = 0;
  const ranges: Pick<RowGroupTask, 'firstGroup' | 'endGroup'>[] = [];
  for (const endGroup of ends) {
    if (endGroup > firstGroup) ranges.push({ firstGroup, endGroup });
    firstGroup = Math.max(firstGroup, endGroup);
  }
  return ranges;
}

interface Sum {
  readonly add: (task: RowGroupTask, counts: RowGroupCounts) => Promise<void>;
  readonly result: () => ParquetCounts;
}

function createSum({ fields, maxPlaces }: CountedParquet): Sum {
  const groups = createRowGroups();
  const corruptRows: CorruptRow[] = [];
  const columns: { model: string | null; time: string | null } = { model: null, time: null };
  let [rows, corrupt] = [0, 0];
  return {
    async add(task, found) {
      // The columns of a file are those of its first rows, which were not known when this part was handed out.
      const known = {
        model: fields.model ?? columns.model ?? undefined,
        time: fields.time ?? columns.time ?? undefined,
      };
      const isOther = differs(found.fields.model, columns.model) || differs(found.fields.time, columns.time);
      const counts = isOther ? await scanRowGroups({ ...task, fields: known }, () => {}) : found;
      for (const group of counts.groups) groups.add(group, rows + corrupt);
      for (const row of counts.corruptRows.slice(0, maxPlaces - corruptRows.length))
        corruptRows.push({ ...row, line: rows + corrupt + row.line });
      columns.model ??= counts.fields.model;
      columns.time ??= counts.fields.time;
      rows += counts.rows;
      corrupt += counts.corrupt;
    },
    result: () => ({ rows, corrupt, corruptRows, groups: groups.all(), modelField: columns.model }),
  };
}

function differs(found: string | null, known: string | null): boolean {
  return found !== null && known !== null && found !== known;
}

const compiledWorker: URL = new URL('./parquet-worker.js', import.meta.url);

/**
 * Counts in a thread of its own. Should the thread fail, this one counts instead: what is wrong with a file shows here,
 * too. Where only the sources are there, as in tests, there is no thread: Node 20 can't start one from TypeScript.
 */
async function scanInThread(
  task: RowGroupTask,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<RowGroupCounts> {
  if (!existsSync(compiledWorker)) return scanRowGroups(task, onRows);
  const counts = new Promise<RowGroupCounts>((resolve, reject) => {
    const worker = new Worker(compiledWorker, { workerData: task });
    worker.on('message', (message: number | RowGroupCounts) => {
      if (typeof message === 'number') onRows(message);
      else resolve(message);
    });
    worker.on('error', reject);
    worker.on('messageerror', reject);
    worker.on('exit', (code) => reject(new Error(`the thread ended with exit code ${code}`)));
    signal.addEventListener('abort', () => worker.terminate());
  });
  return counts.catch(() => (signal.aborted ? Promise.reject(signal.reason) : scanRowGroups(task, onRows)));
}
