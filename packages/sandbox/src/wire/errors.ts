import type { JsonObject } from './json.js';

/** What goes with an error besides its status and message. */
export interface ApiErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Why no model can serve, and when one might. */
  readonly availability?: JsonObject | null;
  /** `openrouter_metadata`, beside the error object. */
  readonly metadata?: JsonObject | null;
}

/** Thrown where a request can't be served; the client receives it in the error shape of the path it asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly availability: JsonObject | null;
  readonly metadata: JsonObject | null;

  constructor(status: number, message: string, options: ApiErrorOptions = {}) {
    super(message);
    this.status = status;
    this.headers = options.headers ?? {};
    this.availability = options.availability ?? null;
    this.metadata = options.metadata ?? null;
  }

  /** The same error with further headers. */
  withHeaders(headers: Readonly<Record<string, string>>): ApiError {
    return new ApiError(this.status, this.message, { ...this, headers: { ...this.headers, ...headers } });
  }
}

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
