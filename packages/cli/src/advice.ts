import type { Io } from './io.js';
import { describeProxy, findProxy } from './sources/environment-proxy.js';

/**
 * What to do about an error, beyond what its own message says; none if that is enough.
 *
 * @param command the name of the command that failed, if it is known
 */
export function adviceOn(error: unknown, command: string | undefined, env: Io['env']): readonly string[] {
  return [...adviceOnNetwork(error, env), ...adviceOnCode(codeOf(error), command)];
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

const withoutNetwork =
  'Without the network: `distillable list --sandbox` uses a built-in sample, `--catalog FILE` an exported snapshot.';

function adviceOnCode(code: string, command: string | undefined): readonly string[] {
  switch (code) {
    case 'CATALOG_UNAVAILABLE':
      return [withoutNetwork];
    case 'CACHE_EMPTY':
      return [`Run \`distillable refresh\` while there is a network. ${withoutNetwork}`];
    case 'CATALOG_EXPIRED':
      return command === 'snapshot'
        ? []
        : [`Run \`distillable refresh\`, or leave --offline out. ${withoutNetwork}`];
    case 'SANDBOX_PORT_IN_USE':
      return ['Leave --port out to take a free one.'];
    default:
      return [];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
