import type { JudgedReference } from '@distillable/core';
import type { Unread } from './read-sources.js';

/** Kinds of findings. API: results are suppressed and counted by these names. */
export type CodeRule = 'not-distillable' | 'unknown' | 'dynamic' | 'denied' | 'not-enforced' | 'unlisted';

/** A place in a source file that names a model, or switches the enforcement off. */
export interface CodeOccurrence {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** After its last character. */
  readonly endColumn: number;
  /** As a request would spell it; null if none is named. */
  readonly model: string | null;
  /** The rule that it breaks; null for a model that may be used. */
  readonly rule: CodeRule | null;
  /** The verdict on the model; null if none is named. */
  readonly verdict: JudgedReference['verdict'] | null;
  /** Why; null if no model is named. */
  readonly code: JudgedReference['code'] | null;
  /** The same for people, with what to do about it. */
  readonly message: string;
  /** Slugs of distillable models to use instead, nearest first. */
  readonly alternatives: readonly string[];
  /** The reason that a comment `distillable-ignore` gives, which can be empty; null if there is no such comment. */
  readonly suppressed: string | null;
}

/** An occurrence with its file. */
export interface CodeFinding extends CodeOccurrence {
  /** With `/` between its parts; relative to the working directory, or absolute if it is elsewhere. */
  readonly file: string;
}

/** A directory that was searched. */
export interface SearchedDirectory {
  /** As it was given. */
  readonly directory: string;
  /** `git` leaves out what `.gitignore` names; a walk does not. */
  readonly listedBy: 'git' | 'walk';
}

/** The model list that judged. */
export interface CodeCatalog {
  /** Lists with the same digest judge alike. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Base URL of the API that it was retrieved from. */
  readonly source: string;
  /** Set if its permissions are a sample: the text to show wherever a verdict is shown. */
  readonly sample: string | null;
}

/** What was found in all files. */
export interface CodeTotals {
  /** Files that were read. */
  readonly files: number;
  /** Occurrences of models that may be used. */
  readonly allowed: number;
  /** Occurrences that break each rule, without those that are suppressed. */
  readonly findings: Readonly<Record<CodeRule, number>>;
  /** Occurrences that break a rule and that a comment suppresses. */
  readonly suppressed: number;
  /** Names in comments and within other text: not judged. */
  readonly mentions: number;
}

/** A file of a known kind that was not read. */
export interface UnreadFile {
  /** As in a {@link CodeFinding}. */
  readonly file: string;
  /** Why. Deleted files are left out. */
  readonly reason: Exclude<Unread, 'gone'>;
}

/** What {@link auditCode} found; `distillable audit --code --json` prints it, with the age of the list. */
export interface CodeAuditReport {
  /** Of this format. */
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  /** The model list that judged. */
  readonly catalog: CodeCatalog;
  /** Those that were searched. */
  readonly directories: readonly SearchedDirectory[];
  /** Of all files. */
  readonly totals: CodeTotals;
  /** By file and place, including suppressed ones. */
  readonly occurrences: readonly CodeFinding[];
  /** Files that were not read. */
  readonly unread: readonly UnreadFile[];
}
