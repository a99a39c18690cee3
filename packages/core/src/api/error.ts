import { isObject, type JsonObject } from '@distillable/catalog';
import type { ApiError } from './shape.js';

/**
 * An error as OpenRouter writes it, for every API shape of its own.
 *
 * @see https://openrouter.ai/docs/api-reference (errors; read 2026-08-22)
 */
export function openRouterError({ status, code, message, details }: ApiError): JsonObject {
  return { error: { code: status, message, metadata: { code, ...details } } };
}

/** A server-sent event. Without a type it is a `message`, as OpenAI's chunks are. */
export function serverSentEvent(data: JsonObject, type?: string): string {
  const head = type === undefined ? '' : `event: ${type}\n`;
  return `${head}data: ${JSON.stringify(data)}\n\n`;
}

/** Whether a response, or a part of it, has an error beside it: false, null and an empty text or list stand for none. */
export function hasError({ error, errors }: JsonObject): boolean {
  return isObject(error) || Boolean(error) || (Array.isArray(errors) && errors.length > 0);
}
