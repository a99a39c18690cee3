import { DistillableError, reasonOf } from '@distillable/catalog';

/** Why a ledger can't be written or read. To remove or to redefine a code is a breaking change. */
export type LedgerErrorCode =
  /** Another writer has the file open; `details.holder` says which. */
  | 'LEDGER_LOCKED'
  /** The lock file was removed while this writer held it. Nothing more is written here. */
  | 'LEDGER_LOCK_LOST'
  /** The system does not let it be written. An entry that was being written does not count. */
  | 'LEDGER_UNWRITABLE'
  /** There is no such ledger, or the system does not let it be read. */
  | 'LEDGER_UNREADABLE'
  /** A line does not fit the chain, or the file was changed by something else. */
  | 'LEDGER_DAMAGED'
  /** The ledger was closed. */
  | 'LEDGER_CLOSED';

/** The details of a {@link LedgerError} by its code. */
export interface LedgerErrorDetails {
  /** The holder of the lock. */
  LEDGER_LOCKED: {
    /** Path of the lock file. */
    lock: string;
    /** As the lock file says; null if it does not say. */
    holder: {
      /** Number of the process. */
      readonly pid: number | null;
      /** Name of its host. */
      readonly host: string | null;
    };
  };
  /** Whose lock it was. */
  LEDGER_LOCK_LOST: FileDetails;
  /** What could not be written, and why. */
  LEDGER_UNWRITABLE: SystemErrorDetails;
  /** What could not be read, and why. */
  LEDGER_UNREADABLE: SystemErrorDetails;
  /** Where the damage is. */
  LEDGER_DAMAGED: DamageDetails;
  /** What was closed. */
  LEDGER_CLOSED: FileDetails;
}

/** The ledger of a {@link LedgerError}. */
export interface FileDetails {
  /** Path of the ledger, as the caller names it. */
  file: string;
}

/** The reason of the system. */
export interface SystemErrorDetails extends FileDetails {
  /** The system's code, such as `ENOSPC`; null where it has none. */
  reason: string | null;
}

/** Where a ledger is damaged. */
export interface DamageDetails extends FileDetails {
  /** The line that is the reason, from 1. */
  line?: number;
  /** Bytes before that line. */
  offset?: number;
  /** Bytes that the file should have, where the whole file is the reason. */
  expected?: number;
  /** Bytes that it has; null where it is gone. */
  size?: number | null;
}

/** A failure of a ledger. */
export class LedgerError extends DistillableError<LedgerErrorCode, LedgerErrorDetails> {
  override get name(): 'LedgerError' {
    return 'LedgerError';
  }
}

/** The system does not let `file` be written. */
export function unwritable(file: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause;
  return new LedgerError('LEDGER_UNWRITABLE', `Cannot write the ledger ${file}: ${reasonOf(cause)}.`, {
    cause,
    details: { file, reason: codeOf(cause) },
  });
}

/** The system does not let `file` be read. */
export function unreadable(file: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause;
  return new LedgerError('LEDGER_UNREADABLE', `Cannot read the ledger ${file}: ${reasonOf(cause)}.`, {
    cause,
    details: { file, reason: codeOf(cause) },
  });
}

/** The code of the system's error, such as `ENOSPC`; null where it has none. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
