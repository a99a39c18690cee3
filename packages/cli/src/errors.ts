import { DistillableError, reasonOf } from '@distillable/catalog';

/** The exit codes of the process. API: scripts branch on these. */
export const exitCodes = {
  /** Allowed, or done. */
  done: 0,
  /** The policy rejects. */
  rejected: 1,
  /** Wrong usage, unreadable input, or output that can't be written. */
  usage: 2,
  /** No usable catalog. */
  noCatalog: 3,
  /** The upstream failed. */
  upstream: 4,
  /** A bug in this program. Far from the others, so that no script mistakes it for one of them. */
  internal: 70,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Codes that the command line adds to those of the catalog. */
export type CommandErrorCode =
  /** Flags or arguments that make no sense, alone or together. */
  | 'USAGE'
  /** A file that the user named can't be read, or is not what it should be. */
  | 'INPUT_UNREADABLE'
  /** A configuration or a policy file is not what it should be. */
  | 'CONFIG_INVALID'
  /** A file can't be written, or the cache can't be cleared. */
  | 'OUTPUT_UNWRITABLE'
  /** A snapshot that may not go into the cache. */
  | 'SNAPSHOT_REFUSED'
  /** A guardrail whose list would be empty, which OpenRouter reads as everything. */
  | 'GUARDRAIL_EMPTY'
  /** `--offline`, and nothing is cached for this base URL. */
  | 'CACHE_EMPTY'
  /** `--offline`, or an import, with an expired list. */
  | 'CATALOG_EXPIRED'
  /** A webhook did not accept a report. */
  | 'NOTIFY_FAILED';

const exitCodeOf: Readonly<Record<CommandErrorCode, ExitCode>> = {
  USAGE: exitCodes.usage,
  INPUT_UNREADABLE: exitCodes.usage,
  CONFIG_INVALID: exitCodes.usage,
  OUTPUT_UNWRITABLE: exitCodes.usage,
  SNAPSHOT_REFUSED: exitCodes.usage,
  GUARDRAIL_EMPTY: exitCodes.usage,
  CACHE_EMPTY: exitCodes.noCatalog,
  CATALOG_EXPIRED: exitCodes.noCatalog,
  NOTIFY_FAILED: exitCodes.upstream,
};

/** Why a command failed; its message says what happened, where, and what to do. */
export class CommandError extends DistillableError<CommandErrorCode> {
  get exitCode(): ExitCode {
    return exitCodeOf[this.code];
  }

  override get name(): 'CommandError' {
    return 'CommandError';
  }
}

/** A file that can't be read. @param path as the user named it */
export function unreadable(path: string, cause: unknown): CommandError {
  return fileError('INPUT_UNREADABLE', 'read', path, cause);
}

/** A file that can't be written. @param path as the user named it */
export function unwritable(path: string, cause: unknown): CommandError {
  return fileError('OUTPUT_UNWRITABLE', 'write', path, cause);
}

function fileError(code: CommandErrorCode, verb: string, path: string, cause: unknown): CommandError {
  return new CommandError(code, `Cannot ${verb} ${path}: ${reasonOf(cause)}.`, { cause, details: { path } });
}

/** Flags or arguments that make no sense. */
export function usageError(message: string): CommandError {
  return new CommandError('USAGE', message);
}

/** The code of an error of ours or of the system; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
