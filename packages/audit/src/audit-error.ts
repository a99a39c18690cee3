import { DistillableError, reasonOf } from '@distillable/catalog';

/** Every code that an audit throws. To remove or to redefine one is a breaking change. */
export const auditErrorCodes = [
  /** A file, a directory or a stream that can't be read to its end, or is not what it should be. */
  'INPUT_UNREADABLE',
  /** A file that can't be written. What was there before is unchanged. */
  'OUTPUT_UNWRITABLE',
  /** Rows of these inputs can't be written in the format of an output. */
  'USAGE',
] as const;

/** One of {@link auditErrorCodes}. */
export type AuditErrorCode = (typeof auditErrorCodes)[number];

/** The file or directory that an error is about. */
export interface AuditErrorPath {
  /** As it was given; the name of a stream. */
  readonly path: string;
}

/** The details of an {@link AuditError} by its code. */
export interface AuditErrorDetails {
  /** The input. */
  INPUT_UNREADABLE: AuditErrorPath;
  /** The output. */
  OUTPUT_UNWRITABLE: AuditErrorPath;
  /** The input whose rows can't be written, or the output that can't take them. */
  USAGE: AuditErrorPath;
}

/** The error of an audit. Its message says which file, what is wrong with it, and what to do. */
export class AuditError extends DistillableError<AuditErrorCode, AuditErrorDetails> {
  override get name(): 'AuditError' {
    return 'AuditError';
  }
}

/** @param path that of the file or directory, for programs */
export function auditError(code: AuditErrorCode, path: string, message: string, cause?: unknown): AuditError {
  return new AuditError(code, message, { cause, details: { path } });
}

/** @param reason a clause without its full stop, or the error of the system */
export function unreadable(path: string, reason: unknown): AuditError {
  return fileError('INPUT_UNREADABLE', `read ${path === '-' ? 'stdin' : path}`, path, reason);
}

export function unreadableLedger(path: string, cause: unknown): AuditError {
  return fileError('INPUT_UNREADABLE', `read the ledger ${path}`, path, cause);
}

export function unwritable(path: string, cause: unknown): AuditError {
  return fileError('OUTPUT_UNWRITABLE', `write ${path}`, path, cause);
}

/** Throws {@link unreadable} where the work fails. */
export function reading<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
}

/** Throws {@link unwritable} where the work fails. */
export function writing<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

function fileError(code: AuditErrorCode, what: string, path: string, reason: unknown): AuditError {
  const cause = typeof reason === 'string' ? undefined : reason;
  return auditError(code, path, `Cannot ${what}: ${reasonOf(reason)}.`, cause);
}

/** Whether it is an error of the operating system. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
