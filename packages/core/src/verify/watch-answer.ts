import type { EventSourceMessage } from 'eventsource-parser';
import { type AnswerHead, type AnswerKind, answerKind } from './answer-head.js';
import type { JudgeServed } from './judge-served.js';
import { ServedModels } from './served-models.js';
import type { Verification } from './verification.js';
import { watchEvents } from './watch-events.js';
import { watchWhole } from './watch-whole.js';

/** How an answer ended: `whole`; `cut`, by the network; or `left`, by the caller. */
export type Ending = 'whole' | 'cut' | 'left';

/** Looks at one answer while it passes. */
export interface AnswerWatch {
  readonly kind: AnswerKind;
  /** Looks at the next bytes before they are passed on. False once they name a model that is not allowed. */
  read(bytes: Uint8Array): boolean;
  /** What is known at the end. */
  conclude(ending: Ending): Verification;
  /** The answer, parsed, once a `whole` one has been concluded; undefined for every other. */
  readonly answer: unknown;
}

/** What to watch an answer by. */
export interface WatchOptions {
  readonly judge: JudgeServed;
  /** Whether there was a catalog: without one nothing is proven. */
  readonly isProof: boolean;
  /** Whether a batch was sent: the answer to it holds no text yet. */
  readonly isBatch: boolean;
  readonly onEvent?: ((event: EventSourceMessage) => void) | undefined;
}

/** Starts to look at an answer. */
export function watchAnswer(head: AnswerHead, options: WatchOptions): AnswerWatch {
  const kind = answerKind(head);
  const served = new ServedModels(options.judge);
  return kind === 'events' ? watchEvents(served, options) : watchWhole(kind, served, options);
}
