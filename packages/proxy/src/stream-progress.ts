import { apiShapes, isObject } from '@distillable/core';

/** Sees the event by which clients know that a stream is complete. */
export interface StreamEnd {
  readonly onEvent: (event: { readonly event?: string | undefined; readonly data: string }) => void;
  readonly hasCome: () => boolean;
}

export function watchEnd(): StreamEnd {
  let hasCome = false;
  return {
    onEvent({ event = '', data }) {
      hasCome ||= lastEvents.has(data) || lastEvents.has(event) || isLast(data);
    },
    hasCome: () => hasCome,
  };
}

/** Of every API shape: clients may accept the last event of another one. */
const lastEvents: ReadonlySet<unknown> = new Set(
  Object.values(apiShapes).flatMap(({ lastEvents: ofShape }) => ofShape),
);

/** Some streams have the type of an event in its data alone. */
function isLast(data: string): boolean {
  if (!/"type"\s*:\s*"(?:message_stop|response\.)/.test(data)) return false;
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) && lastEvents.has(value['type']);
  } catch {
    return false;
  }
}

/** Knows whether what was written of a stream ends between two events. */
export class EventTail {
  #last: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): void {
    this.#last = chunk.length < 4 ? Buffer.concat([this.#last, chunk]).subarray(-4) : chunk;
  }

  get isBetweenEvents(): boolean {
    const text = Buffer.from(this.#last.subarray(-4)).toString('latin1');
    return text === '' || /[\r\n]{2}$/.test(text.replaceAll('\r\n', '\n'));
  }
}
