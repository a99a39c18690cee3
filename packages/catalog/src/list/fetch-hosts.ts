import type { CatalogServer } from './fetch-catalog.js';
import { get } from './get.js';
import { parseHosts, type ServingHost } from './wire-schema.js';

/** What only explains is not waited for as long as the list: this share of its timeout. */
const patience = 0.3;

/** Asks once for the hosts that serve a model. */
export async function fetchHosts(server: CatalogServer, slug: string): Promise<readonly ServingHost[]> {
  const path = slug.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
  const url = new URL(`${server.baseUrl.href.replace(/\/$/, '')}/models/${path}/endpoints`);
  const timeout = Math.ceil(server.timeout * patience);
  const { body } = await get(url, { ...server, timeout, retry: { ...server.retry, retries: 0 } });
  return parseHosts(url, body);
}
