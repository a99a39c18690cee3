import { parentPort, workerData } from 'node:worker_threads';
import { createPacker } from './packed-groups.js';
import { type Block, createBlockScanner } from './scan-block.js';

const scan = createBlockScanner(workerData);
const pack = createPacker();

// The bytes go back: the next block is read into them.
parentPort?.on('message', (block: Block) => {
  const { groups, ...counts } = scan(block);
  parentPort?.postMessage({ counts, groups: pack(groups), bytes: block.bytes }, [block.bytes.buffer]);
});
parentPort?.postMessage('ready');
