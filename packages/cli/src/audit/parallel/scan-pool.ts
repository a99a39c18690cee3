import { Worker } from 'node:worker_threads';
import { type BlockCounts, type BlockTask, scanBlock } from './scan-block.js';

/** A block that was counted, with its bytes. */
export interface ScannedBlock {
  readonly counts: BlockCounts;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Counts blocks elsewhere. */
export interface ScanPool {
  /** How many blocks may be under way. */
  readonly capacity: number;
  /** The bytes of the task are gone until they come back with its counts. */
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly close: () => Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: {
    readonly resolve: (block: ScannedBlock) => void;
    readonly reject: (error: unknown) => void;
  }[];
}

/** Small, since what is parsed is thrown away at once: a large one would only take memory. */
const youngGenerationMb = 8;

/** Blocks that a thread has beside the one it is at, so that it never waits for the next. */
const ahead = 2;

/** So many threads that count blocks, this one included: it counts what the others have no time for. */
export function openScanPool(size: number): ScanPool {
  const threads = Array.from({ length: size - 1 }, startThread);
  return {
    capacity: size * (ahead + 1),
    async scan(task) {
      const thread = threads.find(({ waiting }) => waiting.length <= ahead);
      if (thread === undefined) return { counts: scanBlock(task), bytes: task.bytes };
      return new Promise((resolve, reject) => {
        thread.waiting.push({ resolve, reject });
        thread.worker.postMessage(task, [task.bytes.buffer]);
      });
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(): Thread {
  const worker = new Worker(new URL('./scan-worker.js', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  const waiting: Thread['waiting'] = [];
  // A thread answers in the order in which it was asked.
  worker.on('message', (block: ScannedBlock) => waiting.shift()?.resolve(block));
  worker.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return { worker, waiting };
}
