import type { CodeOccurrence, CodeRule } from './code-occurrence.js';
import type { Unread } from './read-sources.js';

/** An occurrence with its file. */
export interface CodeFinding extends CodeOccurrence {
  /** With `/` between its parts; relative to the working directory, or absolute where it lies elsewhere. */
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
    /** Names in comments and in the midst of text: not judged. */
    readonly mentions: number;
  };
  /** By file and place, suppressed ones too. */
  readonly occurrences: readonly CodeFinding[];
  /** Files of known kinds that were not read; deleted ones are left out. */
  readonly unread: readonly { readonly file: string; readonly reason: Exclude<Unread, 'gone'> }[];
}
