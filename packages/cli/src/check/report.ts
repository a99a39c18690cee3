import type { Decision } from '@distillable/core';
import type { RequestInput, UnreadableInput } from './check-input.js';
import type { Grade } from './grade.js';

/** A body with its decision. */
export interface Judged {
  readonly input: RequestInput;
  readonly decision: Decision;
  readonly grade: Grade;
}

/** What is printed for one body; either may be empty. */
export interface Told {
  readonly stdout?: string;
  readonly stderr?: string;
}

/** How the results are printed: piece by piece, so that nothing has to be held. */
export interface Report {
  readonly opening: string;
  readonly tell: (judged: Judged) => Told | Promise<Told>;
  /** A line that can't be read; what is wrong with it is told on stderr besides. */
  readonly tellUnreadable: (input: UnreadableInput) => Told;
  readonly closing: string;
}
