import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiShape, Decision, Outcome } from '@distillable/core';

/** One request and its response. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** Whether the client waits for `100 Continue` before it sends its body. */
  readonly expectsContinue: boolean;
  /** The kind of the request: an API shape, or something that the proxy serves itself; `none` until it is known. */
  endpoint: ApiShape | 'models' | 'health' | 'metrics' | 'pass' | 'none';
  /** Names of the models that the response named, or else the request; empty until they are known. */
  models: readonly string[];
  /** Why it was rejected or failed, or its response is not verified. */
  codes: readonly string[];
  /** Of the generation; null where there is none. */
  id: string | null;
  /** Whether a stream of events is being written, and the last one is complete. */
  isBetweenEvents: () => boolean;
  /** `left` until something else happened. */
  outcome: Outcome | 'refused' | 'denied' | 'passed' | 'answered' | 'error' | 'left';
}

/** The models that a request named. */
export function requestedModels({ references }: Decision): readonly string[] {
  return references.flatMap(({ requested }) => requested ?? []);
}

/** Starts to follow a request. */
export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Exchange {
  const controller = new AbortController();
  // Their errors only say that the client has gone, as `close` does.
  request.on('error', () => {});
  response.on('error', () => {});
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return {
    request,
    response,
    signal: controller.signal,
    expectsContinue,
    endpoint: 'none',
    models: [],
    codes: [],
    id: null,
    isBetweenEvents: () => false,
    outcome: 'left',
  };
}

/** The outcome of a request. */
export interface RequestRecord {
  /** As it was sent, such as `POST`. */
  readonly method: string;
  /** The path without its query, which some clients put keys in; at most 200 characters. */
  readonly path: string;
  /** Status of the response; null where the client left, or the connection broke, before there was one. */
  readonly status: number | null;
  /**
   * Of a judged request: `refused` before it was sent, or the outcome of its receipt (`verified`, `unverified` …). Of
   * another: `answered` by the proxy, `passed` on, or `denied` for an error of the client. Of any: `error` for one of
   * proxy or upstream, `left` if the client closed the connection.
   */
  readonly outcome: Exchange['outcome'];
  /** From the request's headers to the end of the response. */
  readonly durationMs: number;
  /**
   * The models that the response named, or else those that the request named, each once; the first 20, at most 200
   * characters of each.
   */
  readonly models: readonly string[];
  /** Codes that say why it was rejected or failed, or why its response is not verified; each once. */
  readonly codes: readonly string[];
  /** Of the generation, as its receipt has it; null where there is none. */
  readonly id: string | null;
}

/** A rejected body may name thousands. */
const maxModels = 20;

/** The record of an exchange that is over. */
export function recordOf({ request, response, ...exchange }: Exchange, durationMs: number): RequestRecord {
  return {
    method: request.method ?? '',
    path: (request.url ?? '').replace(/[?#].*$/s, '').slice(0, 200),
    status: response.headersSent ? response.statusCode : null,
    outcome: exchange.outcome,
    durationMs,
    models: [...new Set(exchange.models.map((name) => name.slice(0, 200)))].slice(0, maxModels),
    codes: [...new Set(exchange.codes)],
    id: exchange.id,
  };
}

/** Sends a JSON document of the proxy's own. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  const isUnread = !response.req.complete;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    // The rest of the request must not be read as another request.
    ...(isUnread ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
  if (isUnread) response.req.resume();
}
