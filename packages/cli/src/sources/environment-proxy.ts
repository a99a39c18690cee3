import { codeOf, usageError } from '../errors.js';
import type { Io } from '../io.js';

/** A proxy that an environment variable names. */
export interface EnvironmentProxy {
  /** The variable, as it is spelled in the environment. */
  readonly variable: string;
  /** May hold a password: {@link describeProxy} says it without. */
  readonly url: URL;
}

/**
 * The proxy on the way to a URL; null where there is none. A value without scheme is an HTTP proxy, as for curl. Hosts in
 * `NO_PROXY` and this machine itself are reached directly.
 *
 * @throws CommandError `USAGE` for a value that is not the URL of a proxy. The message does not repeat it: it may hold a
 * password.
 */
export function findProxy(env: Io['env'], target: URL): EnvironmentProxy | null {
  if (isLocal(target.hostname) || isExcluded(target, read(env, 'NO_PROXY')?.value ?? '')) return null;
  const given =
    (target.protocol === 'https:' ? read(env, 'HTTPS_PROXY') : undefined) ?? read(env, 'HTTP_PROXY');
  return given === undefined ? null : { variable: given.name, url: parseProxy(given) };
}

/** A proxy without its password: `10.0.0.1:8080 (HTTPS_PROXY)`. */
export function describeProxy({ url, variable }: EnvironmentProxy): string {
  return `${url.host} (${variable})`;
}

/** Which proxy of the environment an error came through, or that there is none. */
export function adviceOnNetwork(error: unknown, env: Io['env']): readonly string[] {
  if (!(error instanceof Error)) return [];
  switch (codeOf(error)) {
    case 'CATALOG_NETWORK': {
      const { cause } = error;
      // By name: the class brings undici with it.
      if (cause instanceof Error && cause.name === 'ProxyFailure') return [cause.message];
      return [describeWay(error, env) ?? 'If there is a proxy on the way, set HTTPS_PROXY.'];
    }
    case 'CATALOG_TIMEOUT': {
      const way = describeWay(error, env);
      return [...(way === null ? [] : [way]), '`--timeout 30s` waits longer.'];
    }
    default:
      return adviceOnNetwork(error.cause, env);
  }
}

/** Which proxy the request of an error went through; null if none. */
function describeWay(error: Error, env: Io['env']): string | null {
  const url = 'details' in error && Object(error.details).url;
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  const proxy = findProxy(env, new URL(url));
  return proxy === null ? null : `The request went through the proxy ${describeProxy(proxy)}.`;
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The lower-case name goes first, as for curl. A blank variable counts as unset. */
function read(env: Io['env'], name: string): Variable | undefined {
  for (const each of [name.toLowerCase(), name]) {
    const value = env[each]?.trim();
    if (value !== undefined && value !== '') return { name: each, value };
  }
  return undefined;
}

const schemes: readonly string[] = ['http:', 'https:', 'socks5:', 'socks:'];

function parseProxy({ name, value }: Variable): URL {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(url.hostname) || !schemes.includes(url.protocol)) {
    throw usageError(
      `${name} is not the address of a proxy. Set it to one such as http://10.0.0.1:8080, or unset it.`,
    );
  }
  return url;
}

function isLocal(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** A host in `NO_PROXY` includes its subdomains; with a port, it means only this port. */
function isExcluded({ hostname, port, protocol }: URL, list: string): boolean {
  const targetPort = port || (protocol === 'https:' ? '443' : '80');
  return list.split(/[,\s]+/).some((entry) => {
    const [, name = '', entryPort] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (name === '' || (entryPort !== undefined && entryPort !== targetPort)) return false;
    return name === '*' || hostname === name || hostname.endsWith(`.${name}`);
  });
}
