import { DistillableError } from '@distillable/catalog';

/** The server's own errors, besides those of the packages that it uses. */
type ServerErrorCode =
  /** Options that can't be used. */
  | 'USAGE'
  /** The file of `--catalog` can't be read, or holds no snapshot. */
  | 'CATALOG_UNREADABLE'
  /** The file of `--policy` can't be read, or holds no policy. */
  | 'POLICY_UNREADABLE'
  /** A body in which one object has a field twice. */
  | 'BODY_AMBIGUOUS'
  /** There is no such file in the allowed directories. The error does not say whether there is one elsewhere. */
  | 'FILE_NOT_ALLOWED'
  /** The audit took too long, or was cancelled. */
  | 'AUDIT_STOPPED';

/** Its messages are for the assistant, or for the person who starts the server. */
export class ServerError extends DistillableError<ServerErrorCode> {
  override get name(): 'ServerError' {
    return 'ServerError';
  }
}

/** Reports a problem to the person who runs the server: on stderr, as stdout carries the protocol alone. */
export type Log = (problem: unknown) => void;

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
