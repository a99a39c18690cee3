import { jsonAnswer, type PlannedAnswer } from './planned-answer.js';

/**
 * An answer of server-sent events. Each of the given strings is one whole event with its blank line, and is written
 * by itself, after a first keep-alive comment.
 */
export function eventStreamAnswer(events: readonly string[]): PlannedAnswer {
  return {
    ...jsonAnswer(200, null),
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
    body: { kind: 'events', events: () => events, pauseMilliseconds: 0, writes: 'each', ending: 'whole' },
  };
}
