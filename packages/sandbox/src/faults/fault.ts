/** Which requests a fault meets. */
export interface FaultMatch {
  /** Path below the API's root, such as `/models`. @default every path */
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
  /** Another status code, with further headers such as `retry-after`; the body is an error object by default. */
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
