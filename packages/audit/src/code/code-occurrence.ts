import type { JudgedReference } from '@distillable/core';

/** Kinds of findings. API: results are silenced and counted by these names. */
export type CodeRule = 'not-distillable' | 'unknown' | 'dynamic' | 'denied' | 'not-enforced' | 'unlisted';

/** A place in a source file that names a model, or takes the enforcement away. */
export interface CodeOccurrence {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** After its last character. */
  readonly endColumn: number;
  /** As a request would spell it; null where none is named. */
  readonly model: string | null;
  /** Null for a model that may be used. */
  readonly rule: CodeRule | null;
  readonly verdict: JudgedReference['verdict'] | null;
  readonly code: JudgedReference['code'] | null;
  /** What it is and what to do about it, for people. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** The reason that a comment `distillable-ignore` gives, which can be empty; null where there is no such comment. */
  readonly suppressed: string | null;
}
