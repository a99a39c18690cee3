import { isObject, type JsonObject } from '@distillable/catalog';

/**
 * The kinds of request that are judged, named after their API: chat completions, legacy completions, responses,
 * messages (Anthropic's), batches of these, and decisions.
 */
export type ApiShape = 'chat' | 'completions' | 'responses' | 'messages' | 'batch' | 'decisions';

/** Everything that differs between API shapes: the form of requests and responses, and the paths. */
export interface ApiShapeFacts {
  /**
   * The documented paths, each for the same requests.
   *
   * @param root path of the API's root, such as `/api/v1`, without `/` at the end
   */
  readonly paths: (root: string) => readonly [string, ...string[]];
  /** Top-level fields of a request that hold what is asked. One of them shows that a body has this shape. */
  readonly promptFields: readonly string[];
  /**
   * All documented top-level fields of a request, as on the wire, and older ones of the API that it is modelled on. The
   * models in them are collected field by field; every other field is searched as unknown.
   */
  readonly fields: readonly string[];
  /** Types of the events that end a stream; `[DONE]` is an event whose data is just that. Empty: it has no streams. */
  readonly lastEvents: readonly string[];
  /**
   * The field of a stream's event that holds the response with its `id` and `model`; null where the event itself has
   * them, as a response that comes as a whole always does.
   */
  readonly envelope: 'response' | 'message' | null;
  /** The text of every completion in a response: one for each choice, or one; reasoning and tool calls are not text. */
  readonly texts: (response: JsonObject) => readonly string[];
  /** The text that an event of a stream adds to each completion. */
  readonly addedTexts: (event: JsonObject) => readonly AddedText[];
  /**
   * Whether a response, or an event of a stream, says in this shape's own way that it failed. An `error` beside it is read
   * in every shape: `isError` puts these together.
   *
   * @param type of the event, where its frame says so; else that of the response
   */
  readonly failed: (response: JsonObject, type: unknown) => boolean;
  /** Whether a response that came as a whole has the field for its completions, but none in it. */
  readonly isEmpty: (response: JsonObject) => boolean;
  /** The body of an error response. */
  readonly errorBody: (error: ApiError) => JsonObject;
  /** An error within a stream, as the text of a whole server-sent event. */
  readonly errorEvent: (error: ApiError) => string;
}

/** Text that belongs to one completion. */
export interface AddedText {
  /** Number of the choice, from 0; -1 if the event has no readable number. */
  readonly index: number;
  /** The text that is added; empty if the event adds none. */
  readonly text: string;
}

/** An error for a client, before it is written in the shape that the client expects. */
export interface ApiError {
  /** HTTP status. */
  readonly status: number;
  /** Our code, such as `POLICY_VIOLATION`. */
  readonly code: string;
  /** The problem and what to do, for people. */
  readonly message: string;
  /** More facts, written beside the code. */
  readonly details?: JsonObject;
}

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

/** The text of a message's content: a string, or a list of parts of which some hold text. */
export function contentText(content: unknown): string {
  if (!Array.isArray(content)) return asText(content);
  return content
    .filter((part) => isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
    .map((part) => asText(part['text']))
    .join('');
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
