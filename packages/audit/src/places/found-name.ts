/** What a model that a row names did for the row. */
export const roles = [
  /** Wrote the response, as the response itself says. */
  'served',
  /** Was asked for. What was served may be another. */
  'requested',
  /** Wrote the text; the file does not tell the request from the response. */
  'generator',
  /** Wrote the text that was preferred. */
  'chosen',
  /** Wrote the text that was not preferred. */
  'rejected',
  /** Compared or scored texts. */
  'judge',
  /** Wrote labels or annotations. */
  'labeller',
  /** Checked answers. */
  'verifier',
  /** Taught another model. */
  'teacher',
  'unspecified',
] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** A name that a row has in one of the places for models. Plain data: it travels between threads. */
export interface FoundName {
  /** As a path: `completions[].model`, `["gen_ai.request.model"]`, `scores.{key}`. */
  readonly place: string;
  /** What the model named there did. */
  readonly role: Role;
  /** As the row spells it; of a malformed one, a few words that say what is there instead. */
  readonly name: string;
  /** `malformed`: something else than a name stands in the place of one. */
  readonly kind: 'name' | 'malformed';
  /** Whether the place holds models only. Otherwise it counts only where it turns out to be a model that is not allowed. */
  readonly certain: boolean;
  /** False for a requested model whose response names the one that served it, and for ignored roles. */
  readonly counts: boolean;
}
