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
  /** Another status, with further headers such as `retry-after`. @default body: an error object in the path's own shape */
  readonly status: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | object;
  };
  /** Redirects elsewhere. @default status 307 */
  readonly redirect: { readonly location: string; readonly status?: number };
  /** An HTML page. @default status 200 */
  readonly html: { readonly status?: number };
  /** The right body under another content type. */
  readonly 'content-type': { readonly contentType: string };
  /** JSON that ends half-way, in a body that is complete for HTTP. */
  readonly 'invalid-json': object;
  /** A JSON body of so many bytes. @default without end, until the client leaves */
  readonly 'oversized-body': { readonly bytes?: number };
  /** No ETag, so no 304 either. */
  readonly 'no-etag': object;
}

/** Faults in how a response is transferred. */
export interface ConnectionFaults {
  /** Waits before the headers. */
  readonly delay: { readonly milliseconds: number };
  /** Sends headers and the first half of the body, waits, then sends the rest. @default waits forever */
  readonly stall: { readonly milliseconds?: number };
  /** Announces the whole body in content-length, and ends the connection half-way. */
  readonly 'cut-body': object;
  /** Sends gzip, whatever the client accepts, without its end. */
  readonly 'truncated-gzip': object;
  /** Resets the connection before the headers. */
  readonly reset: object;
}

/** Faults in the model list. */
export interface ListFaults {
  /** Responds as if `distillable` were absent from the query. */
  readonly 'filter-ignored': object;
  /** The slug's row is in both filtered lists, as when the list changes between two requests. */
  readonly 'moving-list': { readonly slug: string };
  /** No rows at all. */
  readonly 'empty-list': object;
  /** A `total_count` that is too large by this number, or too small when it is negative. */
  readonly 'total-count': { readonly difference: number };
  /** `links.next` points to this address on every page. */
  readonly 'next-link': { readonly next: string };
  /** `links.next` points to the page itself. */
  readonly 'next-link-loop': object;
  /** The page's first row has no `id`. */
  readonly 'row-without-id': object;
  /** The last page repeats its first row, and `total_count` includes it. */
  readonly 'duplicate-row': object;
  /** The last page repeats its first row with these fields. @default another canonical slug */
  readonly 'conflicting-row': { readonly fields?: Readonly<Record<string, unknown>> };
  /** `data` alone, without `total_count` and `links`, as the list was in the past. */
  readonly 'legacy-response': object;
}

/** Faults in which model serves, or in what the response says about it. */
export interface ModelFaults {
  /**
   * Another model serves, in spite of the flag. `in` says where the response admits it: in `model`, in
   * `openrouter_metadata`, or in both. The record of `GET /generation` always admits it.
   *
   * @default in 'both'
   */
  readonly 'lying-upstream': { readonly model: string; readonly in?: 'model' | 'metadata' | 'both' };
  /** The response never names its model, and has no metadata. */
  readonly 'unnamed-model': object;
  /** Results of advisor, subagent and fusion tools name this model. */
  readonly 'tool-model': { readonly model: string };
  /**
   * A model fails with this status, so that a fallback serves. Without a fallback the response is an error with
   * `availability`. `retryAfter` is in seconds.
   *
   * @default status 503
   */
  readonly 'model-down': { readonly model: string; readonly status?: number; readonly retryAfter?: number };
}

/** Faults in streams. Responses that are not streams of events stay as they are. */
export interface StreamFaults {
  /**
   * After so many events, whatever names a model in the stream names this one. Streams of `/messages` name it in their
   * first event, and later only in their metadata.
   */
  readonly 'switch-model': { readonly model: string; readonly afterEvents: number };
  /** The socket is destroyed after so many events. */
  readonly 'cut-stream': { readonly afterEvents: number };
  /** The stream ends cleanly without the event that closes it: `[DONE]`, `message_stop` or `response.completed`. */
  readonly 'no-done': object;
  /** The stream reports an error after so many events, and ends. @default code 502, message 'Provider disconnected' */
  readonly 'stream-error': {
    readonly afterEvents: number;
    readonly code?: number;
    readonly message?: string;
  };
  /** The stream is written in pieces of so many bytes, which split events and characters. */
  readonly 'split-writes': { readonly bytes: number };
  /** The stream is written at once (in pieces of 1 MiB when it is longer). */
  readonly coalesce: object;
  /** A pause before every event. */
  readonly 'slow-stream': { readonly milliseconds: number };
  /** The stream repeats its first text until so many bytes are sent. @default without end, until the client leaves */
  readonly 'endless-stream': { readonly bytes?: number };
}

/** The parameters of each kind of fault. */
export type FaultParameters = ResponseFaults & ConnectionFaults & ListFaults & ModelFaults & StreamFaults;

/** The names of the faults. */
export type FaultKind = keyof FaultParameters;

/** A fault of one kind. */
export type FaultOf<Kind extends FaultKind> = {
  [Each in Kind]: { readonly kind: Each } & FaultMatch & FaultParameters[Each];
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
