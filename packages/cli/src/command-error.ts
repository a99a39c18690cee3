import { DistillableError, type ErrorDetails } from '@distillable/catalog';
import { type ExitCode, exitCodes } from './exit-codes.js';

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
  /** `--offline`, and nothing is cached for this base URL. */
  | 'CACHE_EMPTY'
  /** `--offline`, or an import, with a list past its time. */
  | 'CATALOG_EXPIRED';

const exitCodeOf: Readonly<Record<CommandErrorCode, ExitCode>> = {
  USAGE: exitCodes.usage,
  INPUT_UNREADABLE: exitCodes.usage,
  CONFIG_INVALID: exitCodes.usage,
  OUTPUT_UNWRITABLE: exitCodes.usage,
  SNAPSHOT_REFUSED: exitCodes.usage,
  CACHE_EMPTY: exitCodes.noCatalog,
  CATALOG_EXPIRED: exitCodes.noCatalog,
};

/** What a command refuses to do; its message says what, where, and what to do. */
export class CommandError extends DistillableError<CommandErrorCode> {
  readonly exitCode: ExitCode;

  constructor(
    code: CommandErrorCode,
    message: string,
    options: { cause?: unknown; details?: ErrorDetails } = {},
  ) {
    super(code, message, options);
    this.exitCode = exitCodeOf[code];
  }

  override get name(): 'CommandError' {
    return 'CommandError';
  }
}
