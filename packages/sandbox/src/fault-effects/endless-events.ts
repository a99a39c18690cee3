import { isJsonObject, type JsonObject } from '../wire/json.js';
import { dataOf } from '../wire/server-sent-event.js';

/** Events are sent in bundles of this size, or a gigabyte would take minutes. */
const bundleBytes = 64 * 1024;

/** The events, with the first one that carries text repeated until so many more bytes are sent. */
export function* endlessEvents(events: Iterable<string>, bytes: number): Generator<string> {
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
