/** The part that a model of a row had in making it. */
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
  /** The role of the model that is named there. */
  readonly role: Role;
  /** As the row spells it; for a malformed name, a few words that describe the value. */
  readonly name: string;
  /** `malformed`: the place of a name has another value. */
  readonly kind: 'name' | 'malformed';
  /** Whether the place holds only models. Otherwise the name counts only if it is that of a model that is not allowed. */
  readonly certain: boolean;
  /** False for a requested model whose response names the one that served it, and for ignored roles. */
  readonly counts: boolean;
}
