import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { ApiError } from './errors.js';
import { isJsonObject, type JsonObject } from './json.js';

/** Where the API begins, as at OpenRouter. */
export const apiRoot = '/api/v1';

/** Where its newest parts begin. */
export const betaRoot = '/api/beta';

/** The path below either root, such as `/models`; a path below neither is returned unchanged. */
export function pathBelowRoot(path: string): string {
  const root = [apiRoot, betaRoot].find((candidate) => path.startsWith(`${candidate}/`));
  return root === undefined ? path : path.slice(root.length);
}

/** The parts of a request that an endpoint reads. */
export interface SandboxRequest {
  readonly method: string;
  /** The path without the query, such as `/api/v1/models`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
}

/** A request's body: parsed, or its text when it is not JSON, or absent, or rejected without being parsed. */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'rejected'; readonly error: ApiError };

/**
 * The request's body as a JSON object.
 *
 * @throws ApiError 400 when it is not a JSON object, 413 or 415 when it was not parsed
 */
export function jsonBody({ body }: SandboxRequest): JsonObject {
  switch (body.kind) {
    case 'rejected':
      throw body.error;
    case 'none':
      throw new ApiError(400, 'The request has no body; send a JSON object.');
    case 'text':
      throw new ApiError(400, 'The body is not valid JSON.');
    case 'json':
      if (!isJsonObject(body.value)) throw new ApiError(400, 'The body is not a JSON object.');
      return body.value;
  }
}

/**
 * The fields of a body that an endpoint reads.
 *
 * @throws ApiError 400 naming the first field that does not fit the schema
 */
export function parseBody<Output>(schema: z.ZodType<Output>, body: JsonObject): Output {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ApiError(
    400,
    `Invalid request: ${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'invalid'}`,
  );
}
