import { parentPort } from 'node:worker_threads';
import { type BlockTask, scanBlock } from './scan-block.js';

// The bytes go back: should the columns of the file turn out to be others, they are read again.
parentPort?.on('message', (task: BlockTask) => {
  parentPort?.postMessage({ counts: scanBlock(task), bytes: task.bytes }, [task.bytes.buffer]);
});
parentPort?.postMessage('ready');
