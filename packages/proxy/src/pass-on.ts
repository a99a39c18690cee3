import type { Readable } from 'node:stream';
import { ProxyError } from './errors.js';
import type { Exchange } from './exchange.js';

/** How {@link passOn} works. */
export interface PassOptions {
  /** Sees bytes before they are written, and says what to write; null for nothing. What it throws ends the passing. */
  readonly inspect: (bytes: Buffer) => Buffer | null;
  /** Milliseconds for the client to read on, once its connection is full. */
  readonly clientTimeoutMs: number;
}

/**
 * Writes what `source` brings to the response, as fast as the client reads it. Resolves at the end of `source`; the
 * response stays open. Chunks that arrive together are inspected and written as one: with many small events, a promise
 * and a system call for each of them would be most of the work.
 *
 * @throws ProxyError `CLIENT_STALLED`; the signal's reason when the client leaves; the source's error; what `inspect`
 * throws
 */
export function passOn(
  source: Readable,
  exchange: Pick<Exchange, 'response' | 'signal'>,
  options: PassOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const passing = new Passing(source, exchange, options, (error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
    passing.start();
  });
}

/** Bytes that are written at once, except for a single chunk that is longer. */
const maxGatheredBytes = 65_536;

class Passing {
  readonly #source: Readable;
  readonly #exchange: Pick<Exchange, 'response' | 'signal'>;
  readonly #options: PassOptions;
  readonly #onEnd: (error?: unknown) => void;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #isOver = false;
  /** Runs while the client reads no more. */
  #stallTimer: NodeJS.Timeout | undefined;

  constructor(
    source: Readable,
    exchange: Pick<Exchange, 'response' | 'signal'>,
    options: PassOptions,
    onEnd: (error?: unknown) => void,
  ) {
    this.#source = source;
    this.#exchange = exchange;
    this.#options = options;
    this.#onEnd = onEnd;
  }

  start(): void {
    const { response, signal } = this.#exchange;
    if (signal.aborted) {
      this.#leave();
      return;
    }
    signal.addEventListener('abort', this.#leave, { once: true });
    response.on('drain', this.#resume);
    this.#source
      .on('end', this.#finish)
      .on('error', this.#breakOff)
      .on('close', this.#breakOff)
      .on('data', this.#gather);
  }

  #gather = (chunk: Buffer): void => {
    if (this.#gathered.push(chunk) === 1) process.nextTick(this.#write);
    this.#gatheredBytes += chunk.length;
    if (this.#gatheredBytes >= maxGatheredBytes) this.#write();
  };

  #write = (): void => {
    const [first, second] = this.#gathered;
    if (this.#isOver || first === undefined) return;
    const bytes = second === undefined ? first : Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    try {
      const passed = this.#options.inspect(bytes);
      if (passed !== null && !this.#exchange.response.write(passed)) this.#pause();
    } catch (error) {
      this.#end(error);
    }
  };

  #pause(): void {
    const stall = (): void => this.#end(new ProxyError('CLIENT_STALLED', 'The client stopped reading.'));
    this.#source.pause();
    clearTimeout(this.#stallTimer);
    this.#stallTimer = setTimeout(stall, this.#options.clientTimeoutMs);
  }

  #resume = (): void => {
    clearTimeout(this.#stallTimer);
    this.#source.resume();
  };

  #finish = (): void => {
    this.#write();
    this.#end();
  };

  #breakOff = (error?: Error): void => {
    this.#write();
    this.#end(error ?? new Error('The response of the upstream ended early.'));
  };

  #leave = (): void => this.#end(this.#exchange.signal.reason);

  #end(error?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#stallTimer);
    this.#source
      .off('end', this.#finish)
      .off('error', this.#breakOff)
      .off('close', this.#breakOff)
      .off('data', this.#gather);
    this.#exchange.response.off('drain', this.#resume);
    this.#exchange.signal.removeEventListener('abort', this.#leave);
    if (error !== undefined) this.#source.destroy();
    this.#onEnd(error);
  }
}
