import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiShape, Outcome } from '@distillable/core';

/** One request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Whether the client waits for `100 Continue` before it sends its body. */
  readonly expectsContinue: boolean;
  /** What is asked for: an API shape or something that the proxy serves itself; `none` until it is known. */
  endpoint: ApiShape | 'models' | 'health' | 'metrics' | 'pass' | 'none';
  /** Whether a stream of events is being written, and the last one is complete. */
  isBetweenEvents: () => boolean;
  /** `left` until something else happened. */
  outcome: Outcome | 'refused' | 'denied' | 'passed' | 'answered' | 'error' | 'left';
}

/** Starts to follow a request. */
export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Exchange {
  const controller = new AbortController();
  // Their errors only say that the client has gone, as `close` does.
  request.on('error', () => {});
  response.on('error', () => {});
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return {
    request,
    response,
    signal: controller.signal,
    expectsContinue,
    endpoint: 'none',
    isBetweenEvents: () => false,
    outcome: 'left',
  };
}
