import type { Generated, UpstreamState } from '../upstream/generate.js';
import type { JsonObject } from '../wire/json.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { SandboxRequest } from '../wire/request.js';

/** The state that endpoints read and keep, besides the request. */
export interface ServedState extends UpstreamState {
  /** Whether the lists for `distillable=` include aliases and routers. */
  readonly aliasesInFiltered: boolean;
  /** Presets by their slug: fields of a request body each. */
  readonly presets: Presets;
  /** The records of `GET /generation`, by id. */
  readonly generations: BoundedMap<JsonObject>;
  /** The response cache: generations by a hash of the request that they served. */
  readonly cache: BoundedMap<Generated>;
  /** Completed batches, by id. */
  readonly batches: BoundedMap<JsonObject>;
}

/** Presets by their slug: fields of a request body each. */
export type Presets = ReadonlyMap<string, JsonObject>;

/** One path of the API. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** The whole path; parts that follow each other, such as `{author}/{slug}`, match any values. */
  readonly path: string;
  /** Whether it responds without a key, as public endpoints do. @default false */
  readonly keyless?: boolean;
  /**
   * @param parameter the values that matched such parts of the path, '' for a path without them
   * @throws ApiError when the request can't be served
   */
  respond(request: SandboxRequest, state: ServedState, parameter: string): PlannedResponse;
}

/** A map that drops its oldest entry when it has more than `max`, so that a long run does not fill the memory. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#max && oldest !== undefined) this.#entries.delete(oldest);
  }
}
