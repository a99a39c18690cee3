const withoutNetwork =
  'Without the network: `distillable list --sandbox` uses a built-in sample, `--catalog FILE` an exported snapshot.';

/** What to do about an error beyond what its own message says; undefined where that is enough. */
export function adviceOn(code: string, command: string | undefined): string | undefined {
  switch (code) {
    case 'CATALOG_UNAVAILABLE':
      return withoutNetwork;
    case 'CACHE_EMPTY':
      return `Run \`distillable refresh\` while there is a network. ${withoutNetwork}`;
    case 'CATALOG_EXPIRED':
      return command === 'snapshot'
        ? undefined
        : `Run \`distillable refresh\`, or leave --offline out. ${withoutNetwork}`;
    case 'CATALOG_NETWORK':
      return 'Behind a proxy, set HTTPS_PROXY.';
    case 'CATALOG_TIMEOUT':
      return '`--timeout 30s` waits longer.';
    case 'SANDBOX_PORT_IN_USE':
      return 'Leave --port out to take a free one.';
    default:
      return undefined;
  }
}
