import { Worker } from 'node:worker_threads';
import { UnreadableFile } from '../read/reader.js';
import type { BlockTask } from './scan-block.js';
import type { ScannedBlock } from './scan-pool.js';

/** A thread that counts blocks. */
export interface ScanThread {
  /** Blocks that it has not answered; null while it starts, which takes longer than counting many of them. */
  readonly waiting: () => number | null;
  /** Fails when the thread ends before it answers, and ever after. */
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly close: () => Promise<unknown>;
}

interface Waiting {
  readonly resolve: (block: ScannedBlock) => void;
  readonly reject: (error: Error) => void;
}

/** Small, since what is parsed is thrown away at once: a large one would only take memory. */
const youngGenerationMb = 8;

/** Starts a thread. `script` says `ready` once, and then answers each task in its turn. */
export function startScanThread(script: URL): ScanThread {
  const worker = new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb } });
  const waiting: Waiting[] = [];
  let isReady = false;
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    failure ??= error;
    // Whoever asks next is told.
    isReady = true;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.once('message', () => {
    isReady = true;
    worker.on('message', (block: ScannedBlock) => waiting.shift()?.resolve(block));
  });
  worker.on('error', (error) => fail(isOutOfMemory(error) ? ended('ran out of memory') : error));
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(ended(`ended with exit code ${code}`)));
  return {
    waiting: () => (isReady ? waiting.length : null),
    scan: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        waiting.push({ resolve, reject });
        worker.postMessage(task, [task.bytes.buffer]);
      }),
    close: () => worker.terminate(),
  };
}

function ended(how: string): UnreadableFile {
  return new UnreadableFile(`a thread that counted its rows ${how}, so some rows were not counted`);
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
