import { parentPort, workerData } from 'node:worker_threads';
import { type RowGroupTask, scanRowGroups } from './scan-row-groups.js';

// Numbers say how many rows have been read; the last message is the result.
const task: RowGroupTask = workerData;
const counts = await scanRowGroups(task, (rows) => parentPort?.postMessage(rows));
parentPort?.postMessage(counts);
