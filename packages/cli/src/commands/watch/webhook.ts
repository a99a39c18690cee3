import { createHmac } from 'node:crypto';
import { CommandError, codeOf, usageError } from '../../errors.js';
import type { Io } from '../../io.js';
import { findProxy } from '../../sources/environment-proxy.js';

/** A message. It keeps its id, however often it is sent. */
export interface Message {
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

/** Sends one request and doesn't follow redirects. @throws the system's error; the reason of `signal` */
export type Post = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly retryAfter: string | null }>;

/** Where reports are sent, and how. */
export interface Webhook {
  /** May hold a user name, a password or a token: messages name its origin alone. */
  readonly url: URL;
  /** Null: nothing is signed. */
  readonly secret: Buffer | null;
  readonly post: Post;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** @param where the flag or the variable. @throws CommandError `USAGE`; the message does not repeat the value */
export function parseWebhookUrl(text: string, where: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw usageError(`${where} must be an http or https URL.`);
  }
  return url;
}

/** Shorter ones can be guessed. */
const minSecretBytes = 16;

/**
 * `whsec_` and base64, as libraries for Standard Webhooks make it; any other text is taken as it is.
 *
 * @throws CommandError `USAGE`; the message does not repeat the value
 */
export function parseWebhookSecret(text: string, where: string): Buffer {
  const secret = text.startsWith('whsec_') ? Buffer.from(text.slice(6), 'base64') : Buffer.from(text);
  if (secret.length >= minSecretBytes) return secret;
  throw usageError(
    `${where} must have at least ${minSecretBytes} bytes. \`openssl rand -hex 24\` makes a secret.`,
  );
}

/** Sends through the proxy of the environment, if there is one on the way. */
export async function openPost(
  env: Io['env'],
  target: URL,
): Promise<{ readonly post: Post; readonly close: () => Promise<void> }> {
  const { Agent, request } = await import('undici');
  const { createProxyDispatcher } = await import('../../sources/proxy-dispatcher.js');
  const proxy = findProxy(env, target);
  const dispatcher = proxy === null ? new Agent() : createProxyDispatcher(proxy);
  return {
    close: () => dispatcher.destroy(),
    async post(url, headers, body, signal) {
      // One connection for each attempt: a kept one would be stale at the next reading.
      const response = await request(url, { method: 'POST', headers, body, signal, dispatcher, reset: true });
      // The receiver's response does not matter.
      await response.body.dump().catch(() => {});
      const retryAfter = [response.headers['retry-after']].flat()[0] ?? null;
      return { status: response.statusCode, retryAfter };
    },
  };
}

/** Waits before the second, third … attempt, in milliseconds. */
const delays: readonly number[] = [1_000, 4_000, 15_000];
/** If a server asks for a longer wait, it gets the message at the next reading. */
const maxRetryAfterMs = 60_000;

/**
 * Sends a message, several times if that can help.
 *
 * @throws CommandError `NOTIFY_FAILED`, the reason of `signal`
 */
export async function sendMessage(webhook: Webhook, message: Message, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const { problem, mayPass, retryAfter } = await sendOnce(webhook, message, signal);
    if (problem === null) return;
    signal.throwIfAborted();
    const delay = retryAfter ?? delays[attempt] ?? 0;
    if (!mayPass || attempt >= delays.length || delay > maxRetryAfterMs) throw failed(webhook.url, problem);
    await webhook.wait(delay);
    signal.throwIfAborted();
  }
}

interface Outcome {
  /** Null if the message was accepted. */
  readonly problem: string | null;
  readonly mayPass: boolean;
  /** Milliseconds that the server asks to wait; null if it does not. */
  readonly retryAfter: number | null;
}

async function sendOnce(webhook: Webhook, { id, body }: Message, signal: AbortSignal): Promise<Outcome> {
  const { url, timeout, post } = webhook;
  const deadline = AbortSignal.timeout(timeout);
  const outcome = (problem: string | null, mayPass: boolean, retryAfter: number | null = null): Outcome => ({
    ...{ problem, mayPass, retryAfter },
  });
  try {
    const headers = headersOf(webhook, id, body);
    const response = await post(withoutUser(url), headers, body, AbortSignal.any([deadline, signal]));
    const { status } = response;
    if (status >= 200 && status < 300) return outcome(null, false);
    const asked = /^\d+$/.exec(response.retryAfter ?? '');
    const mayPass = status === 408 || status === 429 || status >= 500;
    return outcome(describeStatus(status), mayPass, asked === null ? null : Number(asked[0]) * 1_000);
  } catch (error) {
    if (deadline.aborted) return outcome(`did not respond within ${timeout} ms`, true);
    // The system's code alone: other parts of the error may repeat the URL.
    return outcome(`could not be reached (${codeOf(error) || 'no reason given'})`, true);
  }
}

/**
 * Signed again at each attempt, as receivers reject old times.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
function headersOf({ url, secret, now }: Webhook, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now() / 1_000));
  const signature =
    secret === null
      ? {}
      : {
          'webhook-signature': `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
        };
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization =
    user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  return {
    'content-type': 'application/json',
    'user-agent': 'distillable',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...signature,
    ...authorization,
  };
}

function withoutUser(url: URL): URL {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return plain;
}

function describeStatus(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  return `responded with ${status}${isRedirect ? '. Redirects are not followed: give the final address' : ''}`;
}

function failed({ origin }: URL, problem: string): CommandError {
  const message = `The webhook at ${origin} ${problem}. Its reports are kept, and sent at the next reading.`;
  return new CommandError('NOTIFY_FAILED', message, { details: { origin } });
}
