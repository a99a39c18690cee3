import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { CatalogOptions } from '../catalog-options.js';
import { CatalogError, type CatalogErrorCode } from '../errors.js';
import { type Answer, get, type Transport } from './request.js';

/** A server that asks for a longer pause than this is not waited for: the error says when to come back. */
const longestRetryAfterMs = 30_000;

const defaultRetry = { retries: 2, minTimeout: 500, maxTimeout: 5_000, factor: 2, randomize: true } as const;

/** One GET, repeated where that can help: 408, 429, 5xx, broken connections and bodies, time-outs. */
export async function getWithRetry(
  url: URL,
  etag: string | null,
  transport: Transport,
  retry: CatalogOptions['retry'] = {},
): Promise<Answer> {
  try {
    return await pRetry(() => get(url, etag, transport), {
      ...defaultRetry,
      ...retry,
      signal: transport.signal,
      shouldRetry: ({ error }) => isWorthRepeating(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        const wait = retriesLeft > 0 && isWorthRepeating(error) ? retryAfterOf(error) : undefined;
        if (wait !== undefined) await delay(wait, undefined, { signal: transport.signal });
      },
    });
  } catch (cause) {
    if (cause instanceof CatalogError) throw cause;
    throw new CatalogError('CATALOG_ABORTED', `Reading ${url} was aborted.`, {
      cause,
      details: { url: url.href },
    });
  }
}

const passing: ReadonlySet<CatalogErrorCode> = new Set([
  'CATALOG_NETWORK',
  'CATALOG_TIMEOUT',
  'CATALOG_BODY_BROKEN',
]);

function isWorthRepeating(error: Error): boolean {
  if (!(error instanceof CatalogError)) return false;
  if (passing.has(error.code)) return true;
  if (!CatalogError.is(error, 'CATALOG_HTTP_STATUS')) return false;
  const { status } = error.details;
  return (
    (status === 408 || status === 429 || status >= 500) && (retryAfterOf(error) ?? 0) <= longestRetryAfterMs
  );
}

/** Milliseconds that the server asked to wait, as the error tells. */
function retryAfterOf(error: unknown): number | undefined {
  return CatalogError.is(error, 'CATALOG_HTTP_STATUS') ? error.details.retryAfter : undefined;
}
