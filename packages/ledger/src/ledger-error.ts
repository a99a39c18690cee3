import { DistillableError } from '@distillable/catalog';

/** Why a ledger can't be written or read. Codes are API. */
export type LedgerErrorCode =
  /** Another writer has the file open; `details.holder` says which. */
  | 'LEDGER_LOCKED'
  /** Another writer took the file over while this one did not answer. Nothing more is written here. */
  | 'LEDGER_LOCK_LOST'
  /** The system does not let it be written: `details.reason` has its code. What was being written does not count. */
  | 'LEDGER_UNWRITABLE'
  /** There is no such ledger, or the system does not let it be read. */
  | 'LEDGER_UNREADABLE'
  /** A line is not what the chain needs. */
  | 'LEDGER_DAMAGED'
  /** It was closed. */
  | 'LEDGER_CLOSED';

/** What goes wrong with a ledger. */
export class LedgerError extends DistillableError<LedgerErrorCode> {
  override get name(): 'LedgerError' {
    return 'LedgerError';
  }
}

/** The system's refusal to write. */
export function unwritable(file: string, cause: unknown): LedgerError {
  if (cause instanceof LedgerError) return cause;
  return new LedgerError('LEDGER_UNWRITABLE', `Cannot write the ledger ${file}: ${reasonOf(cause)}.`, {
    cause,
    details: { file, reason: codeOf(cause) },
  });
}

/** The system's refusal to read. */
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

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EROFS: 'the file system is read-only',
};

function reasonOf(error: unknown): string {
  const known = reasons[codeOf(error) ?? ''];
  if (known !== undefined) return known;
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
