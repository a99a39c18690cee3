import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Periods } from '../catalogs.js';
import type { NamedFields } from '../fields/row-fields.js';
import type { PlaceOptions } from '../places/collect-names.js';
import type { CorruptRow } from '../report.js';
import type { RowGroup } from '../row-groups.js';
import type { FileCounts } from '../rows.js';
import { type RowGroupCounts, type RowGroupTask, scanRowGroups } from './scan-row-groups.js';

/** A Parquet file to be counted. */
export interface CountedParquet {
  readonly path: string;
  readonly rowGroups: readonly { readonly rows: number }[];
  readonly places: PlaceOptions;
  readonly fields: Pick<NamedFields, 'time'>;
  readonly periods: Periods;
  readonly maxPlaces: number;
  readonly threads: number;
  readonly onRows: (rows: number) => void;
  /** Takes the groups of each part in turn, and how many rows of the file come before it. */
  readonly onGroups: (groups: readonly RowGroup[], rowsBefore: number) => void;
  /** Counts row groups in another thread. */
  readonly scanElsewhere?: typeof scanInThread;
}

/**
 * Counts parts of a file at once, one of them in this thread, and adds them up in their order: the same as reading it
 * from start to end.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function countParquet(options: CountedParquet): Promise<FileCounts> {
  const {
    path,
    rowGroups,
    places,
    fields,
    periods,
    maxPlaces,
    threads,
    onRows,
    scanElsewhere = scanInThread,
  } = options;
  const [first, ...others] = rangesOf(rowGroups, threads).map(
    (range): RowGroupTask => ({ path, ...range, places, fields, periods, maxPlaces }),
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

const noRows: FileCounts = { rows: 0, corrupt: 0, corruptRows: [] };

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
  readonly result: () => FileCounts;
}

function createSum({ fields, maxPlaces, onGroups }: CountedParquet): Sum {
  let timeField = fields.time ?? null;
  const corruptRows: CorruptRow[] = [];
  let [rows, corrupt] = [0, 0];
  return {
    async add(task, found) {
      // The file's first row with a time decides where it is, and was not known when this part was handed out.
      const isOther = found.timeField !== null && timeField !== null && found.timeField !== timeField;
      const known = { time: timeField ?? undefined };
      const counts = isOther ? await scanRowGroups({ ...task, fields: known }, () => {}) : found;
      onGroups(counts.groups, rows + corrupt);
      for (const row of counts.corruptRows.slice(0, maxPlaces - corruptRows.length))
        corruptRows.push({ ...row, line: rows + corrupt + row.line });
      timeField ??= counts.timeField;
      rows += counts.rows;
      corrupt += counts.corrupt;
    },
    result: () => ({ rows, corrupt, corruptRows }),
  };
}

const compiledWorker: URL = new URL('./parquet-worker.js', import.meta.url);

/**
 * Counts in a thread of its own. If the thread fails, this one counts instead, and meets the same fault of the file. If
 * only the sources are there, as in tests, there is no thread: Node 20 can't start one from TypeScript.
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
