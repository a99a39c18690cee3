/** Which requests a fault meets. */
export interface FaultMatch {
  /** Path below `/api/v1` or `/api/beta`, such as `/models`. @default every path */
  readonly path?: string;
  /**
   * Query parameters that must have this value; `null` means that the parameter must be absent.
   *
   * @default any query
   */
  readonly query?: Readonly<Record<string, string | null>>;
  /** How many matching requests it meets, counted from when it is set; afterwards answers are right. @default all */
  readonly times?: number;
}

/** The parameters of each kind of fault. */
export interface FaultParameters {
  /** Another status code, with further headers such as `retry-after`; the body is an error object of the endpoint by default. */
  readonly status: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | object;
  };
  /** Redirects elsewhere. @default status 307 */
  readonly redirect: { readonly location: string; readonly status?: number };

  /** Waits before the headers. */
  readonly delay: { readonly milliseconds: number };
  /** Sends headers and the first half of the body, waits (for ever by default), then sends the rest. */
  readonly stall: { readonly milliseconds?: number };
  /** Promises the whole body in content-length and ends the connection half-way. */
  readonly 'cut-body': object;
  /** Sends gzip, whatever the client accepts, without its end. */
  readonly 'truncated-gzip': object;
  /** Resets the connection before the headers. */
  readonly reset: object;

  /** An HTML page. @default status 200 */
  readonly html: { readonly status?: number };
  /** The right body under another content type. */
  readonly 'content-type': { readonly contentType: string };
  /** JSON that ends half-way, in a body that is complete for HTTP. */
  readonly 'invalid-json': object;
  /** A JSON body that goes on, until the client leaves or so many bytes are sent. @default without end */
  readonly 'oversized-body': { readonly bytes?: number };
  /** No ETag, so no 304 either. */
  readonly 'no-etag': object;

  /** Answers as if `distillable` had not been asked for. */
  readonly 'filter-ignored': object;
  /** The slug's row is in both filtered answers, as when the list moves between two calls. */
  readonly 'moving-list': { readonly slug: string };
  /** No rows at all. */
  readonly 'empty-list': object;
  /** A `total_count` that is so much too large, or too small when negative. */
  readonly 'total-count': { readonly difference: number };
  /** `links.next` leads to this address on every page. */
  readonly 'next-link': { readonly next: string };
  /** `links.next` leads to the page itself. */
  readonly 'next-link-loop': object;
  /** The page's first row has no `id`. */
  readonly 'row-without-id': object;
  /** The last page's first row comes twice, and is counted twice. */
  readonly 'duplicate-row': object;
  /** The last page's first row comes twice, the second time with these fields. @default another canonical slug */
  readonly 'conflicting-row': { readonly fields?: Readonly<Record<string, unknown>> };
  /** `data` alone, as older answers had it. */
  readonly 'legacy-answer': object;

  /**
   * Another model serves, in spite of the flag; `in` says where the answer tells so: in `model`, in
   * `openrouter_metadata`, or in both. The record of `GET /generation` always tells.
   *
   * @default in 'both'
   */
  readonly 'lying-upstream': { readonly model: string; readonly in?: 'model' | 'metadata' | 'both' };
  /** The answer never names its model, and has no metadata. */
  readonly 'unnamed-model': object;
  /** Results of advisor, subagent and fusion tools name this model. */
  readonly 'tool-model': { readonly model: string };
  /**
   * A model fails with this status, so that a fallback serves; where there is none, the answer is an error with
   * `availability`. `retryAfter` is in seconds.
   *
   * @default status 503
   */
  readonly 'model-down': { readonly model: string; readonly status?: number; readonly retryAfter?: number };

  /**
   * From this event on, whatever names a model in a stream names this one. Streams of `/messages` name it in their
   * first event, and later in their metadata alone.
   */
  readonly 'switch-model': { readonly model: string; readonly afterEvents: number };
  /** The socket is destroyed after so many events of a stream. */
  readonly 'cut-stream': { readonly afterEvents: number };
  /** A stream ends cleanly without the event that closes it: `[DONE]`, `message_stop` or `response.completed`. */
  readonly 'no-done': object;
  /** A stream tells of an error after so many events, and ends. @default code 502, message 'Provider disconnected' */
  readonly 'stream-error': {
    readonly afterEvents: number;
    readonly code?: number;
    readonly message?: string;
  };
  /** A stream is written in pieces of so many bytes, which split events and characters. */
  readonly 'split-writes': { readonly bytes: number };
  /** A stream is written at once (in pieces of 1 MiB when it is longer). */
  readonly coalesce: object;
  /** A pause before every event of a stream. */
  readonly 'slow-stream': { readonly milliseconds: number };
  /** A stream repeats its first text, until the client leaves or so many bytes are sent. @default without end */
  readonly 'endless-stream': { readonly bytes?: number };
}

/** The names of the faults. */
export type FaultKind = keyof FaultParameters;

/** A fault of one kind. */
export type FaultOf<Kind extends FaultKind> = {
  [Each in Kind]: { readonly kind: Each } & FaultMatch & FaultParameters[Each];
}[Kind];

/**
 * Something that the sandbox does wrong on demand. All faults that match a request change its answer, one after the
 * other in the order in which they were set.
 */
export type Fault = FaultOf<FaultKind>;
