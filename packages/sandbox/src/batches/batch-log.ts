import type { JsonObject } from '../json-object.js';

const kept = 1_000;

/** The batches so far, by id; the oldest goes when there are too many. */
export class BatchLog {
  readonly #batches = new Map<string, JsonObject>();

  add(id: string, batch: JsonObject): void {
    this.#batches.set(id, batch);
    const [oldest] = this.#batches.keys();
    if (this.#batches.size > kept && oldest !== undefined) this.#batches.delete(oldest);
  }

  find(id: string): JsonObject | undefined {
    return this.#batches.get(id);
  }
}
