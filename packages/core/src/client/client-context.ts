import { readBaseUrl } from '@distillable/catalog/light';
import type { Dispatcher } from 'undici';
import { getGlobalDispatcher } from 'undici';
import type { Guard } from '../guard/create-guard.js';
import type { Endpoint } from '../references/split-batch.js';
import { endpointPaths } from '../send/endpoint-paths.js';
import type { ApiKey, ClientOptions } from './client-options.js';
import { createHeaderWriter, type HeaderWriter } from './request-headers.js';

/** The options of a client, read once. */
export interface ClientContext {
  readonly guard: Guard;
  readonly apiKey: ApiKey;
  readonly dispatcher: () => Dispatcher;
  readonly origin: string;
  readonly paths: Readonly<Record<Endpoint, string>>;
  readonly writeHeaders: HeaderWriter;
  /** Milliseconds. */
  readonly timeout: number;
  readonly retries: number;
  /** Milliseconds. */
  readonly retryDelay: number;
  /** Milliseconds. */
  readonly maxRetryAfter: number;
  readonly now: () => number;
  readonly random: () => number;
}

/** @throws TypeError on an option that can't be meant */
export function readClientOptions(options: ClientOptions): ClientContext {
  const { apiKey, guard, dispatcher, title, referer } = options;
  if (apiKey === '') throw new TypeError('apiKey is empty.');
  const url = readBaseUrl(options.baseUrl ?? guard.sendOptions.baseUrl);
  return {
    guard,
    apiKey,
    dispatcher: dispatcher === undefined ? getGlobalDispatcher : () => dispatcher,
    origin: url.origin,
    paths: endpointPaths(url.pathname.replace(/\/+$/, '')),
    writeHeaders: createHeaderWriter({ title, referer, metadata: guard.sendOptions.metadata !== false }),
    timeout: checkTimeout(options.timeout ?? 600_000),
    retries: checkCount('retries', options.retries ?? 2),
    retryDelay: checkCount('retryDelay', options.retryDelay ?? 500),
    maxRetryAfter: checkCount('maxRetryAfter', options.maxRetryAfter ?? 30_000),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
  };
}

/** @throws TypeError where Node's timers could not wait so long, or not at all */
export function checkTimeout(timeout: number): number {
  if (Number.isInteger(timeout) && timeout > 0 && timeout < 2 ** 31) return timeout;
  throw new TypeError(`timeout must be a whole number of milliseconds from 1 to ${2 ** 31 - 1}.`);
}

function checkCount(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 31) return value;
  throw new TypeError(`${name} must be a whole number from 0 to ${2 ** 31 - 1}.`);
}
