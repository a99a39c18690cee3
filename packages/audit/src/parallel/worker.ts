import { parentPort } from 'node:worker_threads';
import { createPacker } from './packed-groups.js';
import { type BlockTask, createBlockScanner } from './scan-block.js';

const scan = createBlockScanner();
const pack = createPacker();

// The bytes go back: the next block is read into them.
parentPort?.on('message', (task: BlockTask) => {
  const { groups, ...counts } = scan(task);
  parentPort?.postMessage({ counts, groups: pack(groups), bytes: task.bytes }, [task.bytes.buffer]);
});
parentPort?.postMessage('ready');
