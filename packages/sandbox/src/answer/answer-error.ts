import type { JsonObject } from '../json-object.js';

/** Thrown by whatever cannot serve a request; the client gets it in the error shape of its endpoint. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the error object says of when and why no model can serve. */
  readonly availability: JsonObject | null;
  /** `openrouter_metadata`, beside the error object. */
  readonly metadata: JsonObject | null;

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    about: { readonly availability?: JsonObject; readonly metadata?: JsonObject | null } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.availability = about.availability ?? null;
    this.metadata = about.metadata ?? null;
  }

  /** The same error with further headers. */
  withHeaders(headers: Readonly<Record<string, string>>): AnswerError {
    const { availability, metadata } = this;
    return new AnswerError(
      this.status,
      this.message,
      { ...this.headers, ...headers },
      { metadata, ...(availability === null ? {} : { availability }) },
    );
  }
}
