import type { JsonObject } from '../json-object.js';

const kept = 10_000;

/** The records of `GET /generation`, by id; the oldest goes when there are too many. */
export class GenerationLog {
  readonly #records = new Map<string, JsonObject>();

  add(id: string, record: JsonObject): void {
    this.#records.set(id, record);
    const [oldest] = this.#records.keys();
    if (this.#records.size > kept && oldest !== undefined) this.#records.delete(oldest);
  }

  find(id: string): JsonObject | undefined {
    return this.#records.get(id);
  }
}
