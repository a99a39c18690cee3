export type { Answer, AnswerStream, StreamedEvent } from './answer.js';
export type { ApiKey, CallOptions, ClientOptions } from './client-options.js';
export { type Client, type ClientMethod, createClient } from './create-client.js';
export type {
  BatchBody,
  ChatBody,
  CompletionsBody,
  MessagesBody,
  ResponsesBody,
  TextBody,
} from './request-body.js';
export { RequestError, type RequestErrorCode } from './request-error.js';
