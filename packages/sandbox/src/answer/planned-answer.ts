/** An answer before it is sent: the form in which endpoints make it and faults change it. */
export interface PlannedAnswer {
  readonly status: number;
  /** Headers that go with this answer; those of the transfer itself are added when it is sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
  /** Whether a 200 answer carries an ETag, and is answered with 304 when the client has it already. */
  readonly tagged: boolean;
  /** How long to wait before the headers are sent, in milliseconds. */
  readonly delayMilliseconds: number;
  readonly delivery: Delivery;
}

/** What is sent as the body, before any compression. */
export type AnswerBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stream'; readonly chunks: () => Iterable<string> }
  | EventStream;

/** Server-sent events, after a keep-alive comment. */
export interface EventStream {
  readonly kind: 'events';
  /** Whole events, each with its blank line. */
  readonly events: () => Iterable<string>;
  /** A pause before every event. */
  readonly pauseMilliseconds: number;
  /** One write per event, one write for all of them, or pieces of so many bytes. */
  readonly writes: 'each' | 'coalesced' | { readonly bytes: number };
  /** Whether the stream ends, or the socket is destroyed after the last event. */
  readonly ending: 'whole' | 'cut';
}

/**
 * How the body travels:
 * - `whole`: all of it.
 * - `stalled`: the first half, a pause (for ever when `milliseconds` is absent), then the rest.
 * - `cut`: all of it promised by content-length, but the connection ends after the first half.
 * - `truncated-gzip`: compressed whatever the client accepts, with the end of the compressed bytes missing.
 * - `reset`: the connection is reset before the headers.
 */
export type Delivery =
  | { readonly kind: 'whole' | 'cut' | 'truncated-gzip' | 'reset' }
  | { readonly kind: 'stalled'; readonly milliseconds?: number | undefined };

/** A plain JSON answer, sent at once. */
export function jsonAnswer(status: number, value: unknown): PlannedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { kind: 'json', value },
    tagged: false,
    delayMilliseconds: 0,
    delivery: { kind: 'whole' },
  };
}
