/** Status and headers of an answer, whichever client has them. */
export interface AnswerHead {
  readonly status: number;
  /** A header by its name in lower case; null where it is absent. */
  readonly header: (name: string) => string | null;
}

/** How the body of an answer is looked at. */
export type AnswerKind =
  /** Server-sent events: looked at as they pass. */
  | 'events'
  /** One JSON document: held until it has been looked at. */
  | 'whole'
  /** An error, or no body: there is no text in it. */
  | 'none';

/** Tells the kind of an answer. */
export function answerKind({ status, header }: AnswerHead): AnswerKind {
  if (status < 200 || status > 299 || status === 204) return 'none';
  return /^\s*text\/event-stream\b/i.test(header('content-type') ?? '') ? 'events' : 'whole';
}
