import { parentPort } from 'node:worker_threads';
import { type BlockTask, scanBlock } from './scan-block.js';

// Hands the bytes back: should the file's columns turn out to be others, they are read again.
parentPort?.on('message', (task: BlockTask) => {
  parentPort?.postMessage({ counts: scanBlock(task), bytes: task.bytes }, [task.bytes.buffer]);
});
parentPort?.postMessage('ready');
