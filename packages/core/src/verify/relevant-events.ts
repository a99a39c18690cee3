import type { EventSourceMessage } from 'eventsource-parser';
import { apiShapes } from '../api/index.js';
import type { ServedModels } from './served-models.js';

/** Types of the events that end a stream in any shape, and `[DONE]`. */
export const lastEvents: ReadonlySet<unknown> = new Set(
  Object.values(apiShapes).flatMap((shape) => shape.lastEvents),
);

const escaped = [...lastEvents].map((name) => String(name).replace(/[.[\]]/g, '\\$&'));
/** What must be read, apart from a model, and the escapes by which a text could spell any of it. */
const mustBeRead = new RegExp(['error"', 'openrouter_metadata', String.raw`\\u`, ...escaped].join('|'));

/**
 * Whether an event must be parsed. Most events of a stream hold a word of text, and name the model that all of them
 * name. To parse and search them as well would take 3 µs more for each (Node 20): half as much again as the proxy
 * needs to hand an event on.
 */
export function isRelevant({ data, event }: EventSourceMessage, served: ServedModels): boolean {
  return event === 'error' || lastEvents.has(event) || mustBeRead.test(data) || mayNameNewModel(data, served);
}

/** In doubt, yes: unless each `model` in the text belongs to a field `"model": "<slug that was named and is allowed>"`. */
export function mayNameNewModel(data: string, served: ServedModels): boolean {
  const rest = data.replace(/"model"\s*:\s*"([^"\\]*)"/g, (field, slug: string) =>
    served.isKnownAllowed(slug) ? '' : field,
  );
  return rest.includes('model') || data.includes('\\u');
}
