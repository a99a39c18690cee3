import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiShape, Outcome } from '@distillable/core';
import type { EventTail } from './event-tail.js';

/** One request, from its head to the end of its answer. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Whether the client waits for a word before it sends its body. */
  readonly expectsContinue: boolean;
  /** What it turned out to be for; `none` where nothing is. */
  endpoint: ApiShape | 'models' | 'health' | 'metrics' | 'pass' | 'none';
  /** Of the stream that is being written; null where none is. */
  tail: EventTail | null;
  /** What became of it; `left` until something else did. */
  outcome: Outcome | 'refused' | 'denied' | 'passed' | 'answered' | 'error' | 'left';
}

/** Begins a visit. */
export function openVisit(
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Visit {
  const controller = new AbortController();
  // Their errors say that the client has gone, as `close` does.
  request.on('error', () => {});
  response.on('error', () => {});
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  const { signal } = controller;
  return { request, response, signal, expectsContinue, endpoint: 'none', tail: null, outcome: 'left' };
}
