import type { FaultEffects, StreamFaults } from '../faults/fault.js';
import { errorEvent } from '../shapes/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import type { EventStream, PlannedResponse } from '../wire/planned-response.js';
import { changeData, dataOf, doneEvent } from '../wire/planned-response.js';

/** Faults in streams. Responses that are not streams of events stay as they are. */
export const streamFaults: FaultEffects<keyof StreamFaults> = {
  'switch-model': (response, { model, afterEvents }) =>
    changeEvents(response, (events) =>
      events.map((event, index) =>
        index < afterEvents ? event : changeData(event, (data) => renameModels(data, model)),
      ),
    ),
  'cut-stream': (response, { afterEvents }) =>
    changeStream(response, (stream) => ({
      ...stream,
      events: () => firstOf(stream.events(), afterEvents),
      ending: 'cut',
    })),
  'no-done': (response) =>
    changeEvents(response, (events) => events.filter((event) => !isClosingEvent(event))),
  'stream-error': (response, { afterEvents, code = 502, message = 'Provider disconnected' }, { request }) =>
    changeEvents(response, (events) => [
      ...events.slice(0, afterEvents),
      errorEvent(request.path, events[0] ?? '', { code, message, sequence: afterEvents }),
    ]),
  'split-writes': (response, { bytes }) =>
    changeStream(response, (stream) => ({ ...stream, writes: { bytes } })),
  coalesce: (response) => changeStream(response, (stream) => ({ ...stream, writes: 'coalesced' })),
  'slow-stream': (response, { milliseconds }) =>
    changeStream(response, (stream) => ({ ...stream, pauseMilliseconds: milliseconds })),
  'endless-stream': (response, { bytes = Number.POSITIVE_INFINITY }) =>
    changeStream(response, (stream) => ({ ...stream, events: () => endlessEvents(stream.events(), bytes) })),
};

function changeStream(
  response: PlannedResponse,
  change: (stream: EventStream) => EventStream,
): PlannedResponse {
  return response.body.kind === 'events' ? { ...response, body: change(response.body) } : response;
}

function changeEvents(
  response: PlannedResponse,
  change: (events: readonly string[]) => readonly string[],
): PlannedResponse {
  return changeStream(response, (stream) => ({ ...stream, events: () => change([...stream.events()]) }));
}

function* firstOf(events: Iterable<string>, count: number): Generator<string> {
  let left = count;
  for (const event of events) {
    if (left <= 0) return;
    yield event;
    left -= 1;
  }
}

function isClosingEvent(event: string): boolean {
  if (event === doneEvent) return true;
  const data = dataOf(event);
  return isJsonObject(data) && (data['type'] === 'message_stop' || data['type'] === 'response.completed');
}

/** A copy in which every field `model`, at any depth, has another value. */
function renameModels(value: unknown, model: string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameModels(item, model));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'model' && typeof field === 'string' ? model : renameModels(field, model),
    ]),
  );
}

/** Events are sent in bundles of this size, or a gigabyte would take minutes. */
const bundleBytes = 64 * 1024;

/** The events, with the first one that carries text repeated until so many more bytes are sent. */
function* endlessEvents(events: Iterable<string>, bytes: number): Generator<string> {
  let left = bytes;
  for (const event of events) {
    yield event;
    if (left <= 0 || !carriesText(event)) continue;
    const size = Buffer.byteLength(event);
    const perBundle = Math.ceil(bundleBytes / size);
    const bundle = event.repeat(perBundle);
    for (; left >= size * perBundle; left -= size * perBundle) yield bundle;
    yield event.repeat(Math.ceil(left / size));
    left = 0;
  }
}

function carriesText(event: string): boolean {
  const data = dataOf(event);
  if (!isJsonObject(data)) return false;
  if (data['type'] === 'response.output_text.delta') return true;
  if (data['type'] === 'content_block_delta') return deltaOf(data)['type'] === 'text_delta';
  const [choice]: readonly unknown[] = Array.isArray(data['choices']) ? data['choices'] : [];
  if (!isJsonObject(choice)) return false;
  return [choice['text'], deltaOf(choice)['content']].some((text) => typeof text === 'string' && text !== '');
}

function deltaOf({ delta }: JsonObject): JsonObject {
  return isJsonObject(delta) ? delta : {};
}
