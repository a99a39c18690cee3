import { describe, expect, it } from 'vitest';
import { rawResponseHead, responseKind } from './response-head.js';

it.each([
  [200, 'text/event-stream', 'stream'],
  [200, 'text/event-stream; charset=utf-8', 'stream'],
  [201, ' Text/Event-Stream;charset=UTF-8', 'stream'],
  [200, 'application/json', 'document'],
  [200, 'application/json, text/event-stream', 'document'],
  [200, 'text/html', 'document'],
  [200, null, 'document'],
  [202, 'application/json', 'document'],
  [204, 'application/json', 'none'],
  [0, null, 'none'],
  [101, null, 'none'],
  [304, null, 'none'],
  [307, 'text/event-stream', 'document'],
  [400, 'application/json', 'document'],
  [429, 'text/event-stream', 'document'],
  [503, 'text/html', 'document'],
])('with status %i and content type %o a response is a %s', (status, type, kind) => {
  const header = (name: string) => (name === 'content-type' ? type : null);
  expect(responseKind({ status, header })).toBe(kind);
});

describe('the head of a response whose bytes are as the server sent them', () => {
  it('has the first of several values', () => {
    const { header } = rawResponseHead(200, { 'content-type': ['text/html', 'text/plain'], b: undefined });
    expect([header('content-type'), header('b'), header('c')]).toEqual(['text/html', null, null]);
  });

  it.each([
    [undefined, false],
    ['', false],
    [' Identity ', false],
    ['gzip', true],
    ['br, identity', true],
  ])('says for the content-encoding %o that they are encoded: %o', (encoding, isEncoded) => {
    const head = rawResponseHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding });
    expect(head.isEncoded).toBe(isEncoded);
    expect(responseKind(head)).toBe(isEncoded ? 'document' : 'stream');
  });
});
