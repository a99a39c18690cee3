import type { Endpoint } from '../references/split-batch.js';
import type { Answer, AnswerStream } from './answer.js';
import type { ClientCall } from './client-call.js';
import { type ClientContext, checkTimeout, readClientOptions } from './client-context.js';
import type { CallOptions, ClientOptions } from './client-options.js';
import { fetchAnswer } from './fetch-answer.js';
import type {
  BatchBody,
  ChatBody,
  CompletionsBody,
  MessagesBody,
  ResponsesBody,
  TextBody,
} from './request-body.js';
import { streamAnswer } from './stream-answer.js';

/**
 * Sends a body to an endpoint: whole answers come as a promise, and streams, with `stream: true`, as an iterable.
 *
 * @throws PolicyViolationError `POLICY_VIOLATION` before anything is sent
 * @throws UnverifiedResponseError `RESPONSE_UNVERIFIED` for an answer that may not be used
 * @throws RequestError where there is no answer; the signal's reason where it was aborted
 */
export interface ClientMethod<Body extends TextBody> {
  (body: Body & { readonly stream: true }, options?: CallOptions): AnswerStream;
  (body: Body & { readonly stream?: false | undefined }, options?: CallOptions): Promise<Answer>;
  (body: Body, options?: CallOptions): AnswerStream | Promise<Answer>;
}

/** Sends requests for text to OpenRouter: judged, verified, and sent again where that helps. */
export interface Client {
  /** `POST /chat/completions` */
  readonly chat: ClientMethod<ChatBody>;
  /** `POST /completions` */
  readonly completions: ClientMethod<CompletionsBody>;
  /** `POST /responses` */
  readonly responses: ClientMethod<ResponsesBody>;
  /** `POST /messages`, in Anthropic's shape. */
  readonly messages: ClientMethod<MessagesBody>;
  /** `POST /api/beta/batches`: the answer tells of the batch; its text comes later and is not seen here. */
  readonly batches: (body: BatchBody, options?: CallOptions) => Promise<Answer>;
}

/**
 * Creates a client on undici's `request`, which costs a fifth of what `fetch` does. Redirects are never followed.
 *
 * @throws TypeError on an option that can't be meant
 */
export function createClient(options: ClientOptions): Client {
  const context = readClientOptions(options);
  return {
    chat: createMethod(context, 'chat'),
    completions: createMethod(context, 'completions'),
    responses: createMethod(context, 'responses'),
    messages: createMethod(context, 'messages'),
    batches: async (body, options = {}) => fetchAnswer(clientCall(context, 'batch', body, options)),
  };
}

function createMethod<Body extends TextBody>(context: ClientContext, endpoint: Endpoint): ClientMethod<Body> {
  function send(body: Body & { readonly stream: true }, options?: CallOptions): AnswerStream;
  function send(body: Body & { readonly stream?: false | undefined }, options?: CallOptions): Promise<Answer>;
  function send(body: Body, options?: CallOptions): AnswerStream | Promise<Answer>;
  function send(body: Body, options: CallOptions = {}): AnswerStream | Promise<Answer> {
    const call = clientCall(context, endpoint, body, options);
    return body.stream === true ? streamAnswer(call) : fetchAnswer(call);
  }
  return send;
}

function clientCall(
  context: ClientContext,
  endpoint: Endpoint,
  body: TextBody,
  options: CallOptions,
): ClientCall {
  const timeout = options.timeout === undefined ? context.timeout : checkTimeout(options.timeout);
  return { context, endpoint, body, options, timeout };
}
