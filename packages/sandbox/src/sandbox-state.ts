import { randomBytes } from 'node:crypto';
import { builtInCatalog } from './catalog/built-in-catalog.js';
import { assertServable, type SandboxCatalog } from './catalog/sandbox-catalog.js';
import { SandboxError } from './catalog/sandbox-error.js';
import { BoundedMap, type ServedState } from './endpoints/endpoint.js';
import type { Fault } from './faults/fault.js';
import type { RequestState } from './http/handle-request.js';
import type { RecordedRequest } from './http/recorded-request.js';
import type { SandboxOptions } from './sandbox.js';
import { pathBelowRoot, type SandboxRequest } from './wire/request.js';

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

/** Faults with the count of how often each is still due. */
interface ArmedFaults {
  /** The faults that apply to this request; each counts it. */
  take(request: SandboxRequest): readonly Fault[];
}

/**
 * Begins to count.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID` when `times`, or the `bytes` of split writes, is not a positive integer
 */
function armFaults(faults: readonly Fault[]): ArmedFaults {
  const armed = faults.map((fault) => ({ fault, left: timesOf(fault) }));
  return {
    take(request) {
      const due = armed.filter(({ fault, left }) => left > 0 && matches(fault, request));
      for (const entry of due) entry.left -= 1;
      return due.map(({ fault }) => fault);
    },
  };
}

function timesOf(fault: Fault): number {
  // A stream in pieces of no bytes would never end.
  if (fault.kind === 'split-writes') assertPositive(fault.bytes, 'bytes', fault);
  if (fault.times === undefined) return Number.POSITIVE_INFINITY;
  assertPositive(fault.times, 'times', fault);
  return fault.times;
}

function assertPositive(value: number, name: string, { kind }: Fault): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new SandboxError(
    'SANDBOX_OPTION_INVALID',
    `The fault "${kind}" has \`${name}: ${value}\`, which is not a positive integer.`,
  );
}

function matches(fault: Fault, { path, query }: SandboxRequest): boolean {
  if (fault.path !== undefined && fault.path !== pathBelowRoot(path)) return false;
  return Object.entries(fault.query ?? {}).every(([name, value]) => query.get(name) === value);
}
