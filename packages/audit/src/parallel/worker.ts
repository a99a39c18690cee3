import { parentPort } from 'node:worker_threads';
import { type BlockTask, createBlockScanner } from './scan-block.js';

const scan = createBlockScanner();

// The bytes go back: the next block is read into them.
parentPort?.on('message', (task: BlockTask) => {
  parentPort?.postMessage({ counts: scan(task), bytes: task.bytes }, [task.bytes.buffer]);
});
parentPort?.postMessage('ready');
