import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { builtInCatalog } from './catalog/built-in-catalog.js';
import { assertServable, type SandboxCatalog } from './catalog/sandbox-catalog.js';
import { BoundedMap, type ServedState } from './endpoints/endpoint.js';
import type { Fault } from './faults/fault.js';
import { SandboxError } from './wire/errors.js';
import { pathBelowRoot, type RequestBody, type SandboxRequest } from './wire/request.js';

/** How a sandbox is set up. */
export interface SandboxOptions {
  /** Address to listen on. @default '127.0.0.1', which no other machine can reach */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. @default 0 */
  readonly port?: number | undefined;
  /** The catalog to serve. @default builtInCatalog() */
  readonly catalog?: SandboxCatalog | undefined;
  /**
   * Puts aliases (with their target's label) and routers (as not distillable) into the lists for `distillable=`. The
   * real lists are reported to leave them out.
   *
   * @default false
   */
  readonly aliasesInFiltered?: boolean;
  /**
   * Server-side presets by slug: the fields of a request body that each adds.
   *
   * @default none
   */
  readonly presets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * Makes routers such as `openrouter/auto` pick only distillable models when a request enforces it. OpenRouter's
   * documentation does not say that they do.
   *
   * @default false
   */
  readonly routersHonourFlag?: boolean;
  /** The faults. @default none */
  readonly faults?: readonly Fault[];
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

const maxRequests = 10_000;
const maxGenerations = 10_000;
const maxCached = 1_000;
const maxBatches = 1_000;

/** The state that changes while a sandbox runs. */
export class SandboxState {
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

  record(request: SandboxRequest): void {
    this.requests.push(recordRequest(request));
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
  // A stream in pieces of zero bytes would never end.
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

/** One request that the sandbox received, for tests to look at. It contains no secret. */
export interface RecordedRequest {
  /** In upper case, such as `POST`. */
  readonly method: string;
  /** The path without the query, such as `/api/v1/models`. */
  readonly path: string;
  /** The query by name; the values of a repeated name are joined with a comma. */
  readonly query: Readonly<Record<string, string>>;
  /** All headers except those that carry a key or a cookie, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether there was an `authorization` or `x-api-key` header. Its value is not kept. */
  readonly authorized: boolean;
  /** The body as parsed JSON, or as text when it is not JSON; null when it is absent, too long or compressed. */
  readonly body: unknown;
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'cookie']);

/** Copies what may be kept of a request. */
function recordRequest(request: SandboxRequest): RecordedRequest {
  const { method, path, query, headers, body } = request;
  return {
    method,
    path,
    query: Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')])),
    headers: keptHeaders(headers),
    authorized: headers.authorization !== undefined || headers['x-api-key'] !== undefined,
    body: keptBody(body),
  };
}

function keptBody(body: RequestBody): unknown {
  if (body.kind === 'json') return body.value;
  return body.kind === 'text' ? body.text : null;
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !secretHeaders.has(name)) kept[name] = String(value);
  }
  return kept;
}
