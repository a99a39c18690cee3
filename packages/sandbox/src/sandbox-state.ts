import { randomBytes } from 'node:crypto';
import { BatchLog } from './batches/batch-log.js';
import { builtInCatalog } from './catalog/built-in-catalog.js';
import { assertServable, type SandboxCatalog } from './catalog/sandbox-catalog.js';
import type { ServedState } from './endpoints/endpoint.js';
import { type ArmedFaults, armFaults } from './faults/armed-faults.js';
import type { Fault } from './faults/fault.js';
import { GenerationLog } from './generation/generation-log.js';
import { ResponseCache } from './generation/response-cache.js';
import type { RecordedRequest } from './request/recorded-request.js';
import type { SandboxOptions } from './sandbox.js';

const keptRequests = 10_000;

/** What changes while a sandbox runs. */
export class SandboxState {
  readonly requests: RecordedRequest[] = [];
  readonly #lasting: Omit<ServedState, 'catalog' | 'faults'>;
  #catalog: SandboxCatalog;
  #faults: ArmedFaults;

  constructor(options: SandboxOptions) {
    const { catalog = builtInCatalog(), faults = [], presets = {} } = options;
    assertServable(catalog);
    this.#catalog = catalog;
    this.#faults = armFaults(faults);
    this.#lasting = {
      aliasesInFiltered: options.aliasesInFiltered ?? false,
      routersHonourFlag: options.routersHonourFlag ?? false,
      presets: new Map(Object.entries(presets)),
      generations: new GenerationLog(),
      cache: new ResponseCache(),
      batches: new BatchLog(),
      now: options.now ?? Date.now,
      randomId: () => randomBytes(12).toString('hex'),
    };
  }

  get catalog(): SandboxCatalog {
    return this.#catalog;
  }

  set catalog(catalog: SandboxCatalog) {
    assertServable(catalog);
    this.#catalog = catalog;
  }

  get faults(): ArmedFaults {
    return this.#faults;
  }

  /** What endpoints answer from, for a request that meets these faults. */
  servedWith(faults: readonly Fault[]): ServedState {
    return { ...this.#lasting, catalog: this.#catalog, faults };
  }

  setFaults(faults: readonly Fault[]): void {
    this.#faults = armFaults(faults);
  }

  /** Keeps a request; the oldest goes when there are too many, so that a long run does not fill the memory. */
  record(request: RecordedRequest): void {
    this.requests.push(request);
    if (this.requests.length > keptRequests) this.requests.shift();
  }
}
