import { randomBytes } from 'node:crypto';
import { builtInCatalog } from './catalog/built-in-catalog.js';
import { assertServable, type SandboxCatalog } from './catalog/sandbox-catalog.js';
import { BoundedMap } from './endpoints/bounded-map.js';
import type { ServedState } from './endpoints/endpoint.js';
import { type ArmedFaults, armFaults } from './faults/arm-faults.js';
import type { Fault } from './faults/fault.js';
import type { RequestState } from './http/handle-request.js';
import type { RecordedRequest } from './http/recorded-request.js';
import type { SandboxOptions } from './sandbox.js';
import type { SandboxRequest } from './wire/request.js';

const maxRequests = 10_000;
const maxGenerations = 10_000;
const maxCached = 1_000;
const maxBatches = 1_000;

/** What changes while a sandbox runs. */
export class SandboxState implements RequestState {
  readonly requests: RecordedRequest[] = [];
  readonly #lasting: Omit<ServedState, 'catalog' | 'faults'>;
  #catalog: SandboxCatalog;
  #faults: ArmedFaults;

  /** @throws SandboxError `SANDBOX_OPTION_INVALID` for a catalog or fault that can't be served */
  constructor(options: SandboxOptions) {
    const { catalog = builtInCatalog(), faults = [], presets = {} } = options;
    assertServable(catalog);
    this.#catalog = catalog;
    this.#faults = armFaults(faults);
    this.#lasting = {
      aliasesInFiltered: options.aliasesInFiltered ?? false,
      routersHonourFlag: options.routersHonourFlag ?? false,
      presets: new Map(Object.entries(presets)),
      generations: new BoundedMap(maxGenerations),
      cache: new BoundedMap(maxCached),
      batches: new BoundedMap(maxBatches),
      now: options.now ?? Date.now,
      randomId: () => randomBytes(12).toString('hex'),
    };
  }

  get catalog(): SandboxCatalog {
    return this.#catalog;
  }

  setCatalog(catalog: SandboxCatalog): void {
    assertServable(catalog);
    this.#catalog = catalog;
  }

  setFaults(faults: readonly Fault[]): void {
    this.#faults = armFaults(faults);
  }

  takeFaults(request: SandboxRequest): readonly Fault[] {
    return this.#faults.take(request);
  }

  servedWith(faults: readonly Fault[]): ServedState {
    return { ...this.#lasting, catalog: this.#catalog, faults };
  }

  record(request: RecordedRequest): void {
    this.requests.push(request);
    if (this.requests.length > maxRequests) this.requests.shift();
  }
}
