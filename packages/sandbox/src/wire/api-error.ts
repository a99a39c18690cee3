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
    const { status, message, availability, metadata } = this;
    return new ApiError(status, message, {
      headers: { ...this.headers, ...headers },
      availability,
      metadata,
    });
  }
}
