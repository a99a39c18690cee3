import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { PlannedResponse } from '../wire/planned-response.js';
import type { SandboxRequest } from '../wire/request.js';

/** Which requests a fault applies to. */
export interface FaultMatch {
  /** Path below `/api/v1` or `/api/beta`, such as `/models`. @default every path */
  readonly path?: string;
  /**
   * Query parameters that must have this value; `null` means that the parameter must be absent.
   *
   * @default any query
   */
  readonly query?: Readonly<Record<string, string | null>>;
  /** How many matching requests it applies to, counted from when it is set. @default all of them */
  readonly times?: number;
}

/** Faults in the status, headers or body of any response. */
export interface ResponseFaults {
  /** Another status. */
  readonly status: {
    /** The status code, such as 429. */
    readonly status: number;
    /** Further headers, such as `retry-after`. @default none */
    readonly headers?: Readonly<Record<string, string>>;
    /** A string is sent as text, an object as JSON. @default an error object in the path's own shape */
    readonly body?: string | object;
  };
  /** Redirects elsewhere. */
  readonly redirect: {
    /** The header `location`. */
    readonly location: string;
    /** The status code. @default 307 */
    readonly status?: number;
  };
  /** An HTML page. */
  readonly html: {
    /** The status code. @default 200 */
    readonly status?: number;
  };
  /** The right body under another content type. */
  readonly 'content-type': {
    /** The header `content-type`. */
    readonly contentType: string;
  };
  /** JSON that ends half-way, in a body that is complete for HTTP. */
  readonly 'invalid-json': object;
  /** A long JSON body. */
  readonly 'oversized-body': {
    /** The length of the body in bytes. @default no end, until the client leaves */
    readonly bytes?: number;
  };
  /** No ETag, so no 304 either. */
  readonly 'no-etag': object;
}

/** Faults in how a response is transferred. */
export interface ConnectionFaults {
  /** Waits before the headers. */
  readonly delay: {
    /** How long it waits. */
    readonly milliseconds: number;
  };
  /** Sends headers and the first half of the body, waits, then sends the rest. */
  readonly stall: {
    /** How long it waits. @default without end */
    readonly milliseconds?: number;
  };
  /** Announces the whole body in content-length, and ends the connection half-way. */
  readonly 'cut-body': object;
  /** Sends gzip, whatever the client accepts, without its end. */
  readonly 'truncated-gzip': object;
  /** Resets the connection before the headers. */
  readonly reset: object;
}

/** Faults in the model list. Responses that are not a model list stay as they are. */
export interface ListFaults {
  /** Responds as if `distillable` were absent from the query. */
  readonly 'filter-ignored': object;
  /** A row is in both filtered lists, as when the list changes between two requests. */
  readonly 'moving-list': {
    /** The row's id. */
    readonly slug: string;
  };
  /** No rows at all. */
  readonly 'empty-list': object;
  /** A wrong `total_count`. */
  readonly 'total-count': {
    /** By how much it is too large, or too small when negative. */
    readonly difference: number;
  };
  /** Every page links to the same next page. */
  readonly 'next-link': {
    /** The value of `links.next`. */
    readonly next: string;
  };
  /** `links.next` points to the page itself. */
  readonly 'next-link-loop': object;
  /** The page's first row has no `id`. */
  readonly 'row-without-id': object;
  /** The last page repeats its first row, and `total_count` includes it. */
  readonly 'duplicate-row': object;
  /** The last page repeats its first row with other fields. */
  readonly 'conflicting-row': {
    /** The fields in which the second row differs. @default another `canonical_slug` */
    readonly fields?: Readonly<Record<string, unknown>>;
  };
  /** `data` alone, without `total_count` and `links`, as the list was in the past. */
  readonly 'legacy-response': object;
}

/** Faults in which model serves, or in what the response says about it. */
export interface ModelFaults {
  /** Another model serves, in spite of the flag. The record of `GET /generation` always names it. */
  readonly 'lying-upstream': {
    /** The slug of the model that serves. */
    readonly model: string;
    /** Where the response names it: in `model`, in `openrouter_metadata`, or in both. @default 'both' */
    readonly in?: 'model' | 'metadata' | 'both';
  };
  /** Another host serves, in spite of `only` and `ignore`. */
  readonly 'lying-host': {
    /** The name of the host that serves. */
    readonly host: string;
    /** Where the response names it: in `provider`, in `openrouter_metadata`, or in both. @default 'both' */
    readonly in?: 'provider' | 'metadata' | 'both';
  };
  /** The response never names its model, and has no metadata. */
  readonly 'unnamed-model': object;
  /** Results of advisor, subagent and fusion tools name this model. */
  readonly 'tool-model': {
    /** The slug that they name. */
    readonly model: string;
  };
  /** A model fails, so that a fallback serves. Without a fallback the response is an error with `availability`. */
  readonly 'model-down': {
    /** A slug of the model that fails. */
    readonly model: string;
    /** The status code with which it fails. @default 503 */
    readonly status?: number;
    /** When to try again, in seconds. @default not said */
    readonly retryAfter?: number;
  };
}

/** Faults in streams. Responses that are not streams of events stay as they are. */
export interface StreamFaults {
  /**
   * After some events, every field that names a model in the stream names another one. Streams of `/messages` name it in their
   * first event, and later only in their metadata.
   */
  readonly 'switch-model': {
    /** The slug that later events name. */
    readonly model: string;
    /** How many events stay right. */
    readonly afterEvents: number;
  };
  /** The socket is destroyed. */
  readonly 'cut-stream': {
    /** How many events are sent before. */
    readonly afterEvents: number;
  };
  /** The stream ends cleanly without the event that closes it: `[DONE]`, `message_stop` or `response.completed`. */
  readonly 'no-done': object;
  /** The stream reports an error, and ends. */
  readonly 'stream-error': {
    /** How many events are sent before. */
    readonly afterEvents: number;
    /** The code of the error. @default 502 */
    readonly code?: number;
    /** The message of the error. @default 'Provider disconnected' */
    readonly message?: string;
  };
  /** The stream is written in small pieces, which split events and characters. */
  readonly 'split-writes': {
    /** The size of a piece: a positive integer. */
    readonly bytes: number;
  };
  /** The stream is written at once (in pieces of 1 MiB when it is longer). */
  readonly coalesce: object;
  /** A pause before every event. */
  readonly 'slow-stream': {
    /** How long the pause is. */
    readonly milliseconds: number;
  };
  /** The stream repeats its first text. */
  readonly 'endless-stream': {
    /** How many bytes the repetitions have together. @default no end, until the client leaves */
    readonly bytes?: number;
  };
}

/** The parameters of each kind of fault. */
export type FaultParameters = ResponseFaults & ConnectionFaults & ListFaults & ModelFaults & StreamFaults;

/** The names of the faults. */
export type FaultKind = keyof FaultParameters;

/** A fault of one kind. */
export type FaultOf<Kind extends FaultKind> = {
  [Each in Kind]: {
    /** Which fault it is. */
    readonly kind: Each;
  } & FaultMatch &
    FaultParameters[Each];
}[Kind];

/**
 * Something that the sandbox does wrong on demand. All faults that match a request change its response, in the order in
 * which they were set.
 */
export type Fault = FaultOf<FaultKind>;

/** The faults of one kind. */
export function faultsOf<Kind extends FaultKind>(
  kind: Kind,
  faults: readonly Fault[],
): readonly FaultOf<Kind>[] {
  return faults.filter((fault): fault is Extract<Fault, FaultOf<Kind>> => fault.kind === kind);
}

/** The inputs of a fault besides the response that it changes. */
export interface FaultContext {
  readonly request: SandboxRequest;
  readonly catalog: SandboxCatalog;
  /** The right response to the same request with another query. */
  readonly respondTo: (query: URLSearchParams) => PlannedResponse;
}

/** Turns a right response into a wrong one. */
type FaultEffect<Kind extends FaultKind> = (
  response: PlannedResponse,
  fault: FaultOf<Kind>,
  context: FaultContext,
) => PlannedResponse;

/** The effects of some kinds of faults. */
export type FaultEffects<Kind extends FaultKind> = { readonly [Each in Kind]: FaultEffect<Each> };
