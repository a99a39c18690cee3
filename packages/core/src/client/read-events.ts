import type { EventSourceMessage } from 'eventsource-parser';
import { addedText } from '../completions/completion-text.js';
import { isObject } from '../references/reference.js';
import type { AnswerHead } from '../verify/answer-head.js';
import type { StreamedEvent } from './answer.js';
import { RequestError } from './request-error.js';
import { eventError, isErrorEvent } from './upstream-error.js';
import { withoutKey } from './without-key.js';

/** What a stream's events come to: those to hand out, and the error that ended them. */
export interface ReadEvents {
  readonly events: readonly StreamedEvent[];
  readonly error: RequestError | null;
}

/** Reads events up to one that is an error. */
export function readEvents(
  messages: readonly EventSourceMessage[],
  head: AnswerHead,
  key: string,
): ReadEvents {
  const events: StreamedEvent[] = [];
  for (const { data: text, event } of messages) {
    if (text === '[DONE]') continue;
    const data = parse(text);
    if (!isObject(data)) return { events, error: notJson() };
    if (isErrorEvent(data, event)) return { events, error: eventError(withoutKey(data, key), head) };
    events.push({ text: addedText(data), data, ...(event === undefined ? {} : { event }) });
  }
  return { events, error: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(): RequestError {
  return new RequestError('UPSTREAM_BODY_BROKEN', 'An event of the stream is not a JSON object.');
}
