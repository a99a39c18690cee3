import { existsSync } from 'node:fs';
import { type BlockCounts, type BlockTask, scanBlock } from './scan-block.js';
import { startScanThread } from './scan-thread.js';

/** A block that was counted, with its bytes. */
export interface ScannedBlock {
  readonly counts: BlockCounts;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Counts blocks elsewhere. */
export interface ScanPool {
  /** How many blocks may be under way. */
  readonly capacity: number;
  /** The bytes of the task are gone until they come back with its counts. Fails once a thread has died. */
  readonly scan: (task: BlockTask) => Promise<ScannedBlock>;
  readonly close: () => Promise<void>;
}

/** Blocks that a thread has beside the one it is at, so that it never waits for the next. */
const ahead = 2;

const scanWorker: URL = new URL('./scan-worker.js', import.meta.url);

/**
 * So many threads that count blocks, this one included: it counts what the others have no time for. Where only the
 * sources are there, as in tests, it counts all of them: Node 20 can't start a thread from TypeScript.
 *
 * @param script what the others run
 */
export function openScanPool(size: number, script: URL = scanWorker): ScanPool {
  const canStart = script.protocol !== 'file:' || existsSync(script);
  const threads = Array.from({ length: canStart ? size - 1 : 0 }, () => startScanThread(script));
  return {
    capacity: size * (ahead + 1),
    async scan(task) {
      const thread = threads.find(({ waiting }) => (waiting() ?? Number.POSITIVE_INFINITY) <= ahead);
      return thread === undefined ? { counts: scanBlock(task), bytes: task.bytes } : thread.scan(task);
    },
    close: async () => {
      await Promise.all(threads.map(({ close }) => close()));
    },
  };
}
