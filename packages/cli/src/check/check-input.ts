import type { Endpoint } from '@distillable/core';

/** One body to judge. */
export interface RequestInput {
  readonly kind: 'request';
  /** What it is called in messages: the slug, the file, or the line. */
  readonly label: string;
  /** Line of a JSONL, counted from 1; null elsewhere. */
  readonly line: number | null;
  /** Name of the request in a batch file; null where there is none. */
  readonly customId: string | null;
  readonly body: unknown;
  /** What a batch file says that the body is for; undefined where nothing does. */
  readonly endpoint: Endpoint | undefined;
  /** Puts a guarded body back into what it was taken from. */
  readonly enclose: (guarded: unknown) => unknown;
}

/** Something that can't be read as a body. */
export interface UnreadableInput {
  readonly kind: 'unreadable';
  readonly label: string;
  readonly line: number | null;
  readonly problem: string;
}

export type CheckInput = RequestInput | UnreadableInput;

/** How far the reading has come. */
export interface ReadProgress {
  readonly bytes: number;
  /** Null where the size is not known. */
  readonly totalBytes: number | null;
}

/** What is to be judged, one after the other. */
export interface CheckInputs {
  /** Whether there may be more than one. */
  readonly several: boolean;
  readonly items: AsyncIterable<CheckInput> | Iterable<CheckInput>;
  readonly progress: () => ReadProgress;
  readonly close: () => Promise<void>;
}
