import { describe, expect, it } from 'vitest';
import { EventTail } from './relay.js';

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
