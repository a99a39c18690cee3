import type { JsonObject } from './json.js';

/** A response before it is sent: endpoints make it, faults change it. */
export interface PlannedResponse {
  readonly status: number;
  /** Headers of this response; those of the transfer itself are added when it is sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ResponseBody;
  /** Whether a 200 response carries an ETag, and becomes 304 for a client that has it already. */
  readonly tagged: boolean;
  /** How long to wait before the headers are sent, in milliseconds. */
  readonly delayMilliseconds: number;
  readonly delivery: Delivery;
}

/** The body, before any compression. */
export type ResponseBody =
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
  /** Whether the stream ends properly, or the socket is destroyed after the last event. */
  readonly ending: 'whole' | 'cut';
}

/**
 * How the body is transferred:
 * - `whole`: all of it.
 * - `stalled`: the first half, a pause (forever when `milliseconds` is absent), then the rest.
 * - `cut`: content-length announces all of it, but the connection ends after the first half.
 * - `truncated-gzip`: compressed whatever the client accepts, without the end of the compressed bytes.
 * - `reset`: the connection is reset before the headers.
 */
export type Delivery =
  | { readonly kind: 'whole' | 'cut' | 'truncated-gzip' | 'reset' }
  | { readonly kind: 'stalled'; readonly milliseconds?: number | undefined };

/** A JSON response, sent at once. */
export function jsonResponse(status: number, value: unknown): PlannedResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { kind: 'json', value },
    tagged: false,
    delayMilliseconds: 0,
    delivery: { kind: 'whole' },
  };
}

/**
 * A response of server-sent events. Each string is one whole event with its blank line, and is sent in a write of its
 * own.
 */
export function eventStreamResponse(events: readonly string[]): PlannedResponse {
  return {
    ...jsonResponse(200, null),
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    body: { kind: 'events', events: () => events, pauseMilliseconds: 0, writes: 'each', ending: 'whole' },
  };
}

/** The line of an event that carries JSON. Only a newline ends it: JSON may contain other line separators. */
const dataLine = /(?<=^|\n)data: (\{[^\n]*\})(?=\n|$)/;

/** The end of a stream of chunks. */
export const doneEvent = 'data: [DONE]\n\n';

/** An event that carries JSON; `name` is sent as the event's name when it is given. */
export function dataEvent(data: JsonObject, name?: string): string {
  const line = `data: ${JSON.stringify(data)}\n\n`;
  return name === undefined ? line : `event: ${name}\n${line}`;
}

/** Changes the JSON that an event carries; an event without JSON stays as it is. */
export function changeData(event: string, change: (data: unknown) => unknown): string {
  return event.replace(dataLine, (_line, json: string) => {
    return `data: ${JSON.stringify(change(JSON.parse(json)))}`;
  });
}

/** The JSON that an event carries; null when there is none. */
export function dataOf(event: string): unknown {
  const json = dataLine.exec(event)?.[1];
  return json === undefined ? null : JSON.parse(json);
}
