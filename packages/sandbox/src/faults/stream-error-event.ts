import { pathBelowRoot } from '../endpoints/api-root.js';
import { dataEvent, dataOf } from '../generation/server-sent-event.js';
import { isJsonObject } from '../json-object.js';
import { messagesErrorEvent } from '../messages/messages-error.js';
import { responsesErrorEvent } from '../responses/to-response-events.js';

/** What an error in mid-stream tells. */
export interface StreamError {
  readonly code: number;
  readonly message: string;
  /** The number of events before it. */
  readonly sequence: number;
}

/** The event that tells of an error in mid-stream, in the shape of the endpoint at the path. */
export function streamErrorEvent(path: string, events: readonly string[], error: StreamError): string {
  const { code, message, sequence } = error;
  switch (pathBelowRoot(path)) {
    case '/messages':
      return messagesErrorEvent(code, message);
    case '/responses':
      return responsesErrorEvent(String(code), message, sequence);
    default:
      return chunkError(events[0] ?? '', code, message);
  }
}

/** A last chunk with `error` beside its choices. */
function chunkError(firstEvent: string, code: number, message: string): string {
  const chunk = dataOf(firstEvent);
  const { usage: _, openrouter_metadata: __, ...envelope } = isJsonObject(chunk) ? chunk : {};
  const text =
    envelope['object'] === 'text_completion' ? { text: '' } : { delta: { role: 'assistant', content: '' } };
  const choices = [{ index: 0, ...text, finish_reason: 'error', native_finish_reason: 'error' }];
  return dataEvent({ ...envelope, choices, error: { code, message } });
}
