import { parentPort, workerData } from 'node:worker_threads';
import { type RowGroupTask, scanRowGroups } from './scan-row-groups.js';

// Numbers say how many rows have been read; the last message is the result. A rejection ends the thread with its error.
const task: RowGroupTask = workerData;
void scanRowGroups(task, (rows) => parentPort?.postMessage(rows)).then((counts) =>
  parentPort?.postMessage(counts),
);
