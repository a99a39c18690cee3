import type { Buffer } from 'node:buffer';
import type { Dispatcher } from 'undici';
import type { AnswerHeaders } from './answer-headers.js';
import type { RelayController } from './relay-controller.js';

/** An answer that was held back. */
export interface HeldAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly message: string | undefined;
  readonly parts: readonly Buffer[];
  readonly trailers: AnswerHeaders;
}

/** Gives a handler an answer that was held back, as fast as it takes it. */
export async function replay(
  { status, headers, message, parts, trailers }: HeldAnswer,
  handler: Dispatcher.DispatchHandler,
  controller: RelayController,
): Promise<void> {
  handler.onResponseStart?.(controller, status, headers, message);
  for (const part of parts) {
    await controller.whenResumed();
    if (controller.aborted) return;
    handler.onResponseData?.(controller, part);
  }
  await controller.whenResumed();
  if (!controller.aborted) handler.onResponseEnd?.(controller, trailers);
}
