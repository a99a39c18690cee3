import type { RequestCode, Violation } from '../decision/decision.js';

/** A body that can't be judged; caught where the reading starts. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
  readonly violation: Violation;

  /** @param message quotes nothing of the body */
  constructor(
    code: Extract<RequestCode, 'BODY_NOT_JSON' | 'BODY_ENCODING_UNKNOWN' | 'BODY_TOO_LARGE'>,
    message: string,
  ) {
    super(message);
    this.violation = { path: '', code, message, alternatives: [] };
  }
}

export function tooLarge(maxBytes: number): UnreadableBody {
  return new UnreadableBody(
    'BODY_TOO_LARGE',
    `The body has more than ${maxBytes} bytes, as sent or unzipped: make it smaller.`,
  );
}

export function notJson(message: string): UnreadableBody {
  return new UnreadableBody('BODY_NOT_JSON', message);
}
