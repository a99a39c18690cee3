import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { isObject, type JsonObject } from '../json.js';
import type { ServedModels } from './served-models.js';

/** What a stream of events has shown so far. */
export interface StreamState {
  /** The event that ends a stream in its shape has come. */
  isComplete: boolean;
  /** An event was an error. */
  hasError: boolean;
  /** An event was something else than a mere error. */
  hasAnswer: boolean;
  /** The answer's own model was named, in time: in the event that ends the stream or before. */
  isNamed: boolean;
  /** An event was longer than can be held. */
  isUnreadable: boolean;
  answerId: string | null;
}

/** Reads the bytes of a stream as they pass, in whatever pieces they come. */
export interface EventsReader {
  readonly state: Readonly<StreamState>;
  feed(bytes: Uint8Array): void;
  /** Takes what is left of an event that has no end: a lenient client may read it. */
  finish(): void;
}

/** Characters: an image in an event may be large, but nothing is held without end. */
const maxBufferSize = 67_108_864;

/**
 * Reads server-sent events for the models that they name. Most events hold a word of text and nothing new, and parsing
 * each would cost several times the stream itself: only those that may tell something are parsed.
 */
export function createEventsReader(
  served: ServedModels,
  onEvent: (event: EventSourceMessage) => void = () => {},
): EventsReader {
  const state: StreamState = {
    isComplete: false,
    hasError: false,
    hasAnswer: false,
    isNamed: false,
    isUnreadable: false,
    answerId: null,
  };
  const decoder = createStreamDecoder();
  let isFinished = false;
  const parser = createParser({
    maxBufferSize,
    onEvent(event) {
      if (lacksFacts(state) || mayTell(event, served)) readEvent(event, served, state);
      if (!isFinished) onEvent(event);
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') state.isUnreadable = true;
    },
  });
  const feed = (text: string): void => {
    if (!state.isUnreadable) parser.feed(text);
  };
  return {
    state,
    feed: (bytes) => feed(decoder.decode(bytes)),
    finish() {
      // For clients that follow the standard it is no event, and `onEvent` isn't told of it.
      isFinished = true;
      feed(`${decoder.finish()}\n\n`);
    },
  };
}

/** The events that end a stream, by their type. A stream of chat ends with `[DONE]`. */
const lastEvents: ReadonlySet<unknown> = new Set([
  ...['message_stop', 'response.completed', 'response.incomplete', 'response.failed'],
]);

/**
 * What an event holds, apart from a model, that must be known, and the escapes that may spell it otherwise: in one look,
 * as several cost more than the parser.
 */
const telling = /error"|openrouter_metadata|message_stop|response\.(?:completed|incomplete|failed)|\\u/;

/** Whether the first events, which tell what stream it is, are still to come: each is parsed. */
function lacksFacts({ hasAnswer, isNamed, answerId }: StreamState): boolean {
  return !hasAnswer || !isNamed || answerId === null;
}

function mayTell({ data, event }: EventSourceMessage, served: ServedModels): boolean {
  if (event !== undefined && (event === 'error' || lastEvents.has(event))) return true;
  return isDone(data) || telling.test(data) || !namesNothingNew(data, served);
}

function isDone(data: string): boolean {
  return data.trim() === '[DONE]';
}

function readEvent({ data, event }: EventSourceMessage, served: ServedModels, state: StreamState): void {
  if (isDone(data)) {
    state.isComplete = true;
    return;
  }
  const isLate = state.isComplete;
  for (const parsed of parseData(data)) {
    served.read(parsed);
    if (!isLate) state.isNamed = served.isNamed;
    const kind = parsed['type'] ?? event;
    if (lastEvents.has(kind)) state.isComplete = true;
    if (kind === 'error' || kind === 'response.failed' || isObject(parsed['error'])) state.hasError = true;
    if (!isMereError(parsed, kind) && !isPing(parsed, kind)) state.hasAnswer = true;
    state.answerId ??= idOf(parsed);
  }
}

function isPing(parsed: JsonObject, kind: unknown): boolean {
  return kind === 'ping' && Object.keys(parsed).every((key) => key === 'type');
}

/** The event's object. What is no JSON may be one object a line to a client that does not join lines. */
function parseData(data: string): readonly JsonObject[] {
  const whole = parseObject(data);
  if (whole !== null) return [whole];
  const lines = data.split('\n').map(parseObject);
  const objects = lines.filter((line) => line !== null);
  // Text that nobody can read counts as an answer, so that one without a model is not taken for none.
  return objects.length > 0 ? objects : [{}];
}

function parseObject(data: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function idOf({ id, response, message }: JsonObject): string | null {
  const inner = isObject(response) ? response['id'] : isObject(message) ? message['id'] : id;
  return typeof inner === 'string' ? inner : null;
}

/** Decodes the bytes of a stream, in whatever pieces they come, as UTF-8. */
interface StreamDecoder {
  decode(bytes: Uint8Array): string;
  /** What is left: a character that was cut. */
  finish(): string;
}

/**
 * Creates a decoder that does what a `TextDecoder` told to `stream` does. Node decodes a piece that stands alone ten
 * times as fast as one that may go on, and nearly every piece of a stream of events stands alone.
 */
export function createStreamDecoder(): StreamDecoder {
  const alone = new TextDecoder('utf-8', { ignoreBOM: true });
  const joined = new TextDecoder('utf-8', { ignoreBOM: true });
  let isWithinCharacter = false;
  let hasBegun = false;
  const begin = (text: string): string => {
    if (hasBegun || text === '') return text;
    hasBegun = true;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  return {
    decode(bytes) {
      const last = bytes.at(-1);
      if (last === undefined) return '';
      const endsCharacter = last < 0x80;
      if (endsCharacter && !isWithinCharacter) return begin(alone.decode(bytes));
      isWithinCharacter = !endsCharacter;
      return begin(joined.decode(bytes, { stream: true }));
    },
    finish: () => begin(joined.decode()),
  };
}

const key = 'model';
const naming = /"model"\s*:\s*"([^"\\]*)"/y;

/**
 * Whether the text of an event names no model but those that were named before and are allowed. Without parsing, and
 * exact: every `model` in it must belong to a field `"model": "<allowed slug>"`, and an escape that could spell the
 * word otherwise counts as a doubt. In doubt the answer is no.
 */
export function namesNothingNew(data: string, served: ServedModels): boolean {
  if (data.includes('\\u')) return false;
  for (let at = data.indexOf(key); at >= 0; at = data.indexOf(key, naming.lastIndex)) {
    naming.lastIndex = at - 1;
    const slug = naming.exec(data)?.[1];
    if (slug === undefined || !served.knowsAllowed(slug)) return false;
  }
  return true;
}

/** What stands beside an error, or is one. */
const errorFields: ReadonlySet<string> = new Set([
  ...['error', 'type', 'id', 'user_id', 'request_id', 'openrouter_metadata'],
  ...['code', 'message', 'param', 'sequence_number'],
]);

/** Whether an answer, or an event of a stream, is an error and nothing else: what holds more may hold text. */
export function isMereError(answer: JsonObject, type: unknown = answer['type']): boolean {
  const isError = isObject(answer['error']) || type === 'error';
  return isError && Object.keys(answer).every((key) => errorFields.has(key));
}
