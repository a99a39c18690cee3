import { assertServable, type SandboxCatalog } from './catalog/sandbox-catalog.js';
import type { ServedState } from './endpoints/endpoint.js';
import { type ArmedFaults, armFaults } from './faults/armed-faults.js';
import type { Fault } from './faults/fault.js';
import type { RecordedRequest } from './request/recorded-request.js';

const keptRequests = 10_000;

/** What changes while a sandbox runs. */
export class SandboxState implements ServedState {
  readonly aliasesInFiltered: boolean;
  readonly requests: RecordedRequest[] = [];
  #catalog: SandboxCatalog;
  #faults: ArmedFaults;

  constructor(catalog: SandboxCatalog, faults: readonly Fault[], aliasesInFiltered: boolean) {
    assertServable(catalog);
    this.#catalog = catalog;
    this.#faults = armFaults(faults);
    this.aliasesInFiltered = aliasesInFiltered;
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

  setFaults(faults: readonly Fault[]): void {
    this.#faults = armFaults(faults);
  }

  /** Keeps a request; the oldest goes when there are too many, so that a long run does not fill the memory. */
  record(request: RecordedRequest): void {
    this.requests.push(request);
    if (this.requests.length > keptRequests) this.requests.shift();
  }
}
