import { dataOf, doneEvent } from '../generation/server-sent-event.js';
import { isJsonObject } from '../json-object.js';

/** Whether an event says that a stream has come to its end: `[DONE]`, `message_stop` or `response.completed`. */
export function isClosingEvent(event: string): boolean {
  if (event === doneEvent) return true;
  const data = dataOf(event);
  return isJsonObject(data) && (data['type'] === 'message_stop' || data['type'] === 'response.completed');
}
