import { type Dispatcher, Pool, ProxyAgent, request } from 'undici';
import { describeProxy, type EnvironmentProxy } from './environment-proxy.js';

/** Why a proxy let nothing through. The message names the proxy, without a password. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly code: string;

  constructor(proxy: EnvironmentProxy, reason: string, code: string, cause?: unknown) {
    super(`The proxy ${describeProxy(proxy)} ${reason}.`, { cause });
    this.code = code;
  }
}

/** A dispatcher that sends everything through the proxy. Where the proxy fails, it throws {@link ProxyFailure}. */
export function createProxyDispatcher(proxy: EnvironmentProxy): Dispatcher {
  const { href, username, password } = proxy.url;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new ProxyAgent({
    uri: href,
    // undici itself ignores a user name without a password.
    ...(username === '' ? {} : { token: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    clientFactory: (origin, options) => new PoolToProxy(origin, options, proxy),
  });
}

/** A `fetch` for GET requests that goes the same way: Node's own takes no dispatcher of another undici. */
export function createProxyFetch(proxy: EnvironmentProxy): typeof globalThis.fetch {
  const dispatcher = createProxyDispatcher(proxy);
  return async (input, { headers, signal } = {}) => {
    const {
      statusCode,
      headers: received,
      body,
    } = await request(String(input), {
      dispatcher,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal === undefined || signal === null ? {} : { signal }),
    });
    const bytes = await body.arrayBuffer();
    const fields = Object.entries(received).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each ?? '']),
    );
    // Some statuses have no body, not even an empty one.
    return new Response(bytes.byteLength === 0 ? null : bytes, { status: statusCode, headers: fields });
  };
}

/** The connections to the proxy itself: what fails here is the proxy's fault, not that of the server behind it. */
class PoolToProxy extends Pool {
  readonly #proxy: EnvironmentProxy;

  constructor(origin: URL, options: object, proxy: EnvironmentProxy) {
    super(origin, options);
    this.#proxy = proxy;
  }

  override connect(options: ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: ConnectOptions, callback: OnConnected): void;
  override connect(
    options: ConnectOptions,
    callback?: OnConnected,
  ): Promise<Dispatcher.ConnectData> | undefined {
    if (callback === undefined) return this.#connect(options);
    super.connect(options, callback);
    return undefined;
  }

  async #connect(options: ConnectOptions): Promise<Dispatcher.ConnectData> {
    const connected = await super.connect(options).catch((cause: unknown) => {
      const code = codeOf(cause);
      throw new ProxyFailure(this.#proxy, reasons[code] ?? `broke the connection off (${code})`, code, cause);
    });
    const { statusCode, socket } = connected;
    if (statusCode === 200) return connected;
    socket.on('error', () => {}).destroy();
    const reason =
      statusCode === 407 ? 'wants another user name and password' : 'rejected the request to connect';
    throw new ProxyFailure(this.#proxy, `${reason} (HTTP status ${statusCode})`, `PROXY_${statusCode}`);
  }
}

type ConnectOptions = Parameters<Pool['connect']>[0];
type OnConnected = (error: Error | null, data: Dispatcher.ConnectData) => void;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection',
  ENOTFOUND: 'could not be found',
  EAI_AGAIN: 'could not be found',
  EHOSTUNREACH: 'could not be reached',
  ENETUNREACH: 'could not be reached',
  ETIMEDOUT: 'did not respond in time',
  UND_ERR_CONNECT_TIMEOUT: 'did not respond in time',
};

/** The code of the error or, for an AggregateError of several addresses, of the first one. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  // undici would try to connect again and again after one of its own.
  return code === 'UND_ERR_SOCKET' || code === 'UND_ERR_INFO' ? 'ECONNRESET' : code;
}
