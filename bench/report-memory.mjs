// node --import report-memory.mjs …: at its end, writes the largest resident size of the process to file descriptor 3.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { largestResidentBytes } from './largest-resident-bytes.mjs';

if (isMainThread) process.once('exit', () => writeSync(3, String(largestResidentBytes())));
