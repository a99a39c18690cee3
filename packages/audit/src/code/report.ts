import type { JudgedReference } from '@distillable/core';
import type { Unread } from './read-sources.js';

/** Kinds of findings. API: results are suppressed and counted by these names. */
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

/** An occurrence with its file. */
export interface CodeFinding extends CodeOccurrence {
  /** With `/` between its parts; relative to the working directory, or absolute if it is elsewhere. */
  readonly file: string;
}

/** What {@link auditCode} found; `distillable audit --code --json` prints it, with the age of the catalog. */
export interface CodeAuditReport {
  readonly schemaVersion: 1;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** Of `@distillable/audit`. */
  readonly version: string;
  readonly directories: readonly {
    /** As it was given. */
    readonly directory: string;
    /** `git` leaves out what `.gitignore` names; a walk does not. */
    readonly listedBy: 'git' | 'walk';
  }[];
  readonly catalog: {
    readonly digest: string;
    /** ISO 8601, UTC. */
    readonly retrievedAt: string;
    /** Base URL of the API that the list was read from. */
    readonly source: string;
    /** Set where the permissions are a sample, not today's: the text to show wherever a verdict is shown. */
    readonly sample: string | null;
  };
  readonly totals: {
    /** That were read. */
    readonly files: number;
    /** Occurrences of models that may be used. */
    readonly allowed: number;
    /** Without those suppressed. */
    readonly findings: Readonly<Record<CodeRule, number>>;
    readonly suppressed: number;
    /** Names in comments and within other text: not judged. */
    readonly mentions: number;
  };
  /** By file and place, suppressed ones too. */
  readonly occurrences: readonly CodeFinding[];
  /** Files of known kinds that were not read; deleted ones are left out. */
  readonly unread: readonly { readonly file: string; readonly reason: Exclude<Unread, 'gone'> }[];
}
