import { describe, expect, it } from 'vitest';
import { EventTail, watchEnd } from './stream-progress.js';

describe('watchEnd', () => {
  it.each([
    { data: '[DONE]' },
    { event: 'message_stop', data: '{}' },
    { data: '{"type":"message_stop"}' },
    { data: '{ "type" : "response.completed" }' },
    { event: 'response.incomplete', data: '' },
    { data: '{"type":"response.failed"}' },
  ])('sees the end in $event $data', (event) => {
    const end = watchEnd();
    end.onEvent({ data: '{"type":"response.created"}' });
    expect(end.hasCome()).toBe(false);
    end.onEvent(event);
    end.onEvent({ data: '{}' });
    expect(end.hasCome()).toBe(true);
  });

  it.each([
    '{"choices":[{"delta":{"content":"[DONE]"}}]}',
    '{"delta":"\\"type\\":\\"message_stop\\""}',
    '{"type":"response.output_text.delta","delta":"x"}',
    '{"type":"response.',
  ])('sees none in %s', (data) => {
    const end = watchEnd();
    end.onEvent({ data });
    expect(end.hasCome()).toBe(false);
  });
});

describe('EventTail', () => {
  it.each([
    { chunks: [], isBetween: true },
    { chunks: ['data: a\n\n'], isBetween: true },
    { chunks: ['data: a\r\n\r\n'], isBetween: true },
    { chunks: ['data: a\n', '\n'], isBetween: true },
    { chunks: ['data: a', '\r', '\n', '\r', '\n'], isBetween: true },
    { chunks: ['data: a\n'], isBetween: false },
    { chunks: ['data: a\r\n'], isBetween: false },
    { chunks: ['data: a\n\n', 'd'], isBetween: false },
    { chunks: ['data: [DONE]'], isBetween: false },
  ])('knows of $chunks whether an event has ended', ({ chunks, isBetween }) => {
    const tail = new EventTail();
    for (const chunk of chunks) tail.push(Buffer.from(chunk));
    expect(tail.isBetweenEvents).toBe(isBetween);
  });
});
