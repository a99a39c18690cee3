import type { Generation } from '../generation/generation.js';
import { dataEvent, doneEvent } from '../generation/server-sent-event.js';
import type { JsonObject } from '../json-object.js';
import { itemEvents } from './item-events.js';
import { outputItems } from './output-item.js';
import { toResponse, toStartedResponse } from './to-response.js';

/** A generation as the server-sent events of the Responses shape, a word of the text per event. */
export function toResponseEvents(generation: Generation, body: JsonObject): readonly string[] {
  const started = toStartedResponse(generation, body);
  const events: readonly JsonObject[] = [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    ...outputItems(generation).flatMap((item, index) => itemEvents(item, index, generation.model)),
    { type: 'response.completed', response: toResponse(generation, body) },
  ];
  return [...events.map((event, index) => dataEvent({ ...event, sequence_number: index })), doneEvent];
}

/** The event that tells of an error in a stream of `/responses`. */
export function responsesErrorEvent(code: string, message: string, sequenceNumber: number): string {
  return dataEvent({ type: 'error', code, message, param: null, sequence_number: sequenceNumber });
}
