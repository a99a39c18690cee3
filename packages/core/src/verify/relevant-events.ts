import type { EventSourceMessage } from 'eventsource-parser';
import { apiShapes } from '../api/index.js';
import type { ServedModels } from './served-models.js';

/** Types of the events that end a stream in any shape, and `[DONE]`. */
export const lastEvents: ReadonlySet<unknown> = new Set(
  Object.values(apiShapes).flatMap((shape) => shape.lastEvents),
);

const escaped = [...lastEvents].map((name) => String(name).replace(/[.[\]]/g, '\\$&'));
/** Words of events that must be read, apart from a model, and the escapes by which a text could spell them. */
const mustBeRead = new RegExp(
  [
    ...['error"', 'event: ?error', 'failed"', 'cancelled"', 'openrouter_metadata', String.raw`\\u`],
    ...escaped,
  ].join('|'),
);

/**
 * Whether an event must be parsed. Most events of a stream hold a word of text, and name the model that all of them
 * name. To parse and search each of them doubles the cost of a stream: it adds about 20 ms of processor time for 10,000
 * events (`bench/benchmarks/read-bytes.mjs`), and a proxy pays that for all its clients.
 */
export function isRelevant({ data, event }: EventSourceMessage, served: ServedModels): boolean {
  return event === 'error' || lastEvents.has(event) || mayHoldRelevant(data, served);
}

/** The same of one event's data, or of whole events as they were sent: what is in a line of one is in a line of both. */
export function mayHoldRelevant(text: string, served: ServedModels): boolean {
  return mustBeRead.test(text) || mayNameNew(text, served);
}

// Within one line: the next line may not be data.
const modelField = /^"model"[ \t]*:[ \t]*"([^"\\\r\n]*)"/;
const hostField = /^"provider"[ \t]*:[ \t]*"([^"\\\r\n]*)"/;

/**
 * True unless each `model` in the text belongs to a field `"model": "<slug that was named and is allowed>"`, and each
 * `provider` to such a field with a host.
 */
export function mayNameNew(data: string, served: ServedModels): boolean {
  return (
    data.includes('\\u') ||
    hasOther(data, 'model', modelField, (slug) => served.isKnownAllowed(slug)) ||
    hasOther(data, 'provider', hostField, (host) => served.isKnownHost(host))
  );
}

function hasOther(data: string, word: string, field: RegExp, isKnown: (value: string) => boolean): boolean {
  let known = '';
  for (let at = data.indexOf(word); at >= 0; at = data.indexOf(word, at)) {
    if (known === '' || !data.startsWith(known, at - 1)) {
      const [text, value] = field.exec(data.slice(at - 1)) ?? [];
      if (text === undefined || value === undefined || !isKnown(value)) return true;
      known = text;
    }
    at += known.length - 1;
  }
  return false;
}
