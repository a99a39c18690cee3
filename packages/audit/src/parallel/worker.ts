import { parentPort } from 'node:worker_threads';
import { type BlockTask, createBlockScanner } from './scan-block.js';

const scan = createBlockScanner();

// The bytes go back: should the columns of the file turn out to be others, they are read again.
parentPort?.on('message', (task: BlockTask) => {
  parentPort?.postMessage({ counts: scan(task), bytes: task.bytes }, [task.bytes.buffer]);
});
parentPort?.postMessage('ready');
