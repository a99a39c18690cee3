/**
 * Why the sandbox can't be started or set:
 * - `SANDBOX_PORT_IN_USE`: another process listens on the port. Details: `host`, `port`.
 * - `SANDBOX_LISTEN_FAILED`: the server could not listen for another reason. Details: `host`, `port`.
 * - `SANDBOX_OPTION_INVALID`: an option, catalog or fault that can't be served.
 * - `SANDBOX_FILE_UNREADABLE`: a file could not be read. Details: `file`.
 * - `SANDBOX_FILE_INVALID`: a file was read, but its content is wrong. Details: `file`, and `line`, `id` or `issues`.
 */
export type SandboxErrorCode =
  | 'SANDBOX_PORT_IN_USE'
  | 'SANDBOX_LISTEN_FAILED'
  | 'SANDBOX_OPTION_INVALID'
  | 'SANDBOX_FILE_UNREADABLE'
  | 'SANDBOX_FILE_INVALID';

/** Plain data about an error, for programs. */
export type SandboxErrorDetails = Readonly<Record<string, string | number | readonly string[]>>;

/** Every error that this package throws. Match on `code`: messages may change. */
export class SandboxError extends Error {
  /** Always `SandboxError`. */
  override readonly name = 'SandboxError';
  /** What went wrong; stable across releases. */
  readonly code: SandboxErrorCode;
  /** Which host, port, file or line the error is about; empty when there is nothing to add to the message. */
  readonly details: SandboxErrorDetails;

  constructor(
    code: SandboxErrorCode,
    message: string,
    options: { readonly details?: SandboxErrorDetails; readonly cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }
}
