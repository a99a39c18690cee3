import type { SandboxCatalog } from './catalog/sandbox-catalog.js';
import type { Fault } from './faults/fault.js';
import type { RecordedRequest } from './http/recorded-request.js';

/** How a sandbox is set up. */
export interface SandboxOptions {
  /** Address to listen on. @default '127.0.0.1', which no other machine can reach */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** What to serve. @default builtInCatalog() */
  readonly catalog?: SandboxCatalog;
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
  /** What to do wrong. @default nothing */
  readonly faults?: readonly Fault[];
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A running sandbox. */
export interface Sandbox {
  /** The base URL for clients; it ends in `/api/v1`. */
  readonly url: string;
  /** Where the catalog comes from, as sent in the header `x-distillable-sample` of every response. */
  readonly sample: string;
  /** The requests so far, oldest first; the last 10,000 are kept. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Serves another catalog from the next request on.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID` for a catalog that can't be served
   */
  setCatalog(catalog: SandboxCatalog): void;
  /**
   * Replaces all faults, and starts their counts again.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID` for a fault that can't be served
   */
  setFaults(faults: readonly Fault[]): void;
  /** Stops listening and ends every open connection. May be called again. */
  close(): Promise<void>;
}
