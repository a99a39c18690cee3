import { expect, it } from 'vitest';
import { answerKind } from './watch-answer.js';

it.each([
  [200, 'text/event-stream', 'events'],
  [200, 'text/event-stream; charset=utf-8', 'events'],
  [201, ' Text/Event-Stream;charset=UTF-8', 'events'],
  [200, 'application/json', 'whole'],
  [200, 'application/json, text/event-stream', 'whole'],
  [200, 'text/html', 'whole'],
  [200, null, 'whole'],
  [202, 'application/json', 'whole'],
  [204, 'application/json', 'none'],
  [0, null, 'none'],
  [101, null, 'none'],
  [304, null, 'none'],
  [307, 'text/event-stream', 'none'],
  [400, 'application/json', 'none'],
  [429, 'text/event-stream', 'none'],
  [503, 'text/html', 'none'],
])('with status %i and content type %o an answer is %s', (status, type, kind) => {
  const header = (name: string) => (name === 'content-type' ? type : null);
  expect(answerKind({ status, header })).toBe(kind);
});
