import { readBaseUrl } from '@distillable/catalog';
import { admissionRules } from './admission.js';
import { contextOf } from './context.js';
import { handleRequest } from './handle-request.js';
import { type Listening, listen } from './listen.js';
import { type ProxyOptions, readOptions } from './options.js';
import { createKeyStriker } from './strike-key.js';
import { openUpstream, type Upstream } from './upstream.js';

/** A proxy that listens. */
export interface RunningProxy {
  /** Base URL for clients of OpenAI and OpenRouter; ends in `/v1`. */
  readonly url: string;
  /** Base URL for clients of Anthropic: `url` without `/v1`. */
  readonly origin: string;
  /** The port that it listens on. */
  readonly port: number;
  /**
   * Accepts no more connections and waits for running responses: until `signal` is aborted, but at most for the limit
   * `graceMs`. Responses that still run then are broken off. Further calls wait for the first one.
   */
  close(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

/**
 * Starts a local OpenRouter that sends only what the guard allows and hands out only what it verified, for clients in
 * any language.
 *
 * Requests for text (`/v1/chat/completions`, `/v1/completions`, `/v1/responses`, `/v1/messages`, `/api/beta/batches`)
 * are judged, sent with the enforcement flag, and their responses verified. `GET /v1/models` lists the distillable
 * models. Requests that return no text pass; all others are rejected. `GET /healthz` and `GET /metrics` report its
 * state.
 *
 * @example
 * const catalog = createCatalog();
 * const proxy = await startProxy({ catalog, apiKey: process.env.OPENROUTER_API_KEY, port: 0 });
 * console.log(proxy.url); // http://127.0.0.1:41234/v1
 * await proxy.close();
 * await catalog.close();
 *
 * @throws ProxyError `TOKEN_REQUIRED`, `TOKEN_INVALID`, `LISTEN_FAILED`
 * @throws TypeError if an option, or a setting of the policy, is unknown or invalid
 */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { host, port, limits } = readOptions(options);
  const upstreamUrl = readBaseUrl(options.baseUrl ?? options.catalog.baseUrl);
  const striker = createKeyStriker(options.apiKey);
  const upstream = openUpstream(upstreamUrl, {
    dispatcher: options.dispatcher,
    timeoutMs: limits.upstreamTimeoutMs,
    strikeText: striker.strikeText,
  });
  try {
    const serving = contextOf(options, { limits, upstreamUrl, upstream, striker });
    const { onRequest = () => {}, onError = () => {} } = options;
    const listening = await listen({ host, port, limits }, (ownPort) => {
      const context = { ...serving, admission: admissionRules(host, ownPort, options.token ?? null) };
      return (exchange) => handleRequest(exchange, context, { onRequest, onError });
    });
    return runningProxy(host, listening, { upstream, graceMs: limits.graceMs });
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

function runningProxy(
  host: string,
  listening: Listening,
  { upstream, graceMs }: { readonly upstream: Upstream; readonly graceMs: number },
): RunningProxy {
  const { port } = listening;
  const origin = `http://${reachableName(host)}:${port}`;
  let closed: Promise<void> | undefined;
  return {
    url: `${origin}/v1`,
    origin,
    port,
    close({ signal } = {}) {
      const signals = [AbortSignal.timeout(graceMs), ...(signal === undefined ? [] : [signal])];
      closed ??= listening.close(AbortSignal.any(signals)).finally(() => upstream.close());
      return closed;
    },
  };
}

/** The host to connect to, even if the proxy listens on every address of the machine. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
