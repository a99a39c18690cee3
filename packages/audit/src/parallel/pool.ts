import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { UnreadableFile } from '../read/reader.js';
import { createUnpacker, type PackedGroups } from './packed-groups.js';
import { type Block, type BlockCounts, createBlockScanner, type ScanOptions } from './scan-block.js';

/** A block that has been counted. */
export interface ScannedBlock {
  readonly counts: BlockCounts;
  readonly bytes: Block['bytes'];
}

/** The same, as it comes from another thread. */
export interface PackedBlock {
  readonly counts: Omit<BlockCounts, 'groups'>;
  readonly groups: PackedGroups;
  readonly bytes: Block['bytes'];
}

/** Counts blocks in several threads. */
export interface ScanPool {
  /** How many blocks may be waiting or being counted. */
  readonly capacity: number;
  /** The bytes of the block are gone until they come back with its counts. Fails once a thread has died. */
  readonly scan: (block: Block) => Promise<ScannedBlock>;
  /** Ends each thread's counting with the same block, which has no rows. */
  readonly scanLast: (block: Block) => Promise<readonly ScannedBlock[]>;
  readonly close: () => Promise<void>;
}

/** Blocks that a thread has beside the one that it counts, so that it never waits for the next. */
const blocksAhead = 2;

const compiledWorker: URL = new URL('./worker.js', import.meta.url);

/**
 * So many threads that count blocks, this one included: it counts what the others have no time for. Where only the
 * sources are there, as in tests, it counts all of them: Node 20 can't start a thread from TypeScript.
 *
 * @param script what the others run: it posts `ready`, and then a packed block for each block in turn
 */
export function openScanPool(size: number, options: ScanOptions, script: URL = compiledWorker): ScanPool {
  const canStart = script.protocol !== 'file:' || existsSync(script);
  const threads = Array.from({ length: canStart ? size - 1 : 0 }, () => startThread(script, options));
  const scanHere = createBlockScanner(options);
  return {
    capacity: size * (blocksAhead + 1),
    async scan(block) {
      const thread = threads.find(({ hasRoom }) => hasRoom());
      return thread === undefined ? { counts: scanHere(block), bytes: block.bytes } : thread.scan(block);
    },
    scanLast: async (block) => [
      { counts: scanHere(block), bytes: block.bytes },
      ...(await Promise.all(threads.map(({ scan }) => scan({ ...block, bytes: new Uint8Array() })))),
    ],
    close: async () => {
      await Promise.all(threads.map(({ close }) => close()));
    },
  };
}

interface ScanThread {
  /** False while it starts, which takes longer than counting many blocks. */
  readonly hasRoom: () => boolean;
  readonly scan: (block: Block) => Promise<ScannedBlock>;
  readonly close: () => Promise<unknown>;
}

interface Waiting {
  readonly resolve: (block: ScannedBlock) => void;
  readonly reject: (error: Error) => void;
}

/** Small, since what is parsed is thrown away at once: a larger one would only take memory. */
const youngGenerationMb = 8;

function startThread(script: URL, options: ScanOptions): ScanThread {
  const worker = new Worker(script, {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  const waiting: Waiting[] = [];
  const unpack = createUnpacker();
  let isReady = false;
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    failure ??= error;
    // The next block that it is given reports the failure.
    isReady = true;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.once('message', () => {
    isReady = true;
    worker.on('message', ({ counts, groups, bytes }: PackedBlock) =>
      waiting.shift()?.resolve({ counts: { ...counts, groups: unpack(groups) }, bytes }),
    );
  });
  worker.on('error', (error) => fail(isOutOfMemory(error) ? ended('ran out of memory') : error));
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(ended(`ended with exit code ${code}`)));
  return {
    hasRoom: () => isReady && waiting.length <= blocksAhead,
    scan: (block) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(failure);
        waiting.push({ resolve, reject });
        worker.postMessage(block, [block.bytes.buffer]);
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
