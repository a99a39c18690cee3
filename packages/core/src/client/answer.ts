import type { Receipt } from '../receipts/receipt.js';
import type { JsonObject } from '../references/reference.js';

/** A verified answer. */
export interface Answer {
  /** What the server sent. */
  readonly body: JsonObject;
  /** The text of the first completion; empty where there is none, as in a call of a tool or the answer to a batch. */
  readonly text: string;
  /** What was sent and what came back. */
  readonly receipt: Receipt;
}

/** One event of a streamed answer. */
export interface StreamedEvent {
  /** What the event adds to the text of the first completion; often empty. */
  readonly text: string;
  /** What the server sent. */
  readonly data: JsonObject;
  /** The event's own name, in the shapes that give it one. */
  readonly event?: string;
}

/**
 * A streamed answer: to be iterated once. The request is sent when the iteration begins, and cancelled when it is left.
 * Its text is verified when the iteration has ended without an error, and not before.
 */
export interface AnswerStream extends AsyncIterable<StreamedEvent> {
  /**
   * The receipt, once the iteration has ended. It rejects with the error of a request that got no answer, and stays
   * pending where nobody iterates.
   */
  readonly receipt: Promise<Receipt>;
}
