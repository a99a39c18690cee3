import { type Catalog, createCatalog } from '@distillable/catalog/light';
import { type FileCache, openFileCache } from '../cache/open-file-cache.js';
import { warnOf } from '../notes.js';
import type { Session } from '../session.js';
import { hasProxy } from './has-proxy.js';
import { type FreshnessLimits, freshnessLimits } from './opened-source.js';

/** The catalog of the base URL, over the user's cache. */
export interface LiveCatalog {
  readonly catalog: Catalog;
  readonly cache: FileCache;
  readonly close: () => Promise<void>;
}

/** Creates it; reads nothing yet. */
export async function createLiveCatalog(
  session: Session,
  limits: FreshnessLimits = freshnessLimits,
): Promise<LiveCatalog> {
  const { settings, io, notes } = session;
  const cache = await openFileCache(session);
  const dispatcher = hasProxy(io.env)
    ? (await import('./create-proxy-dispatcher.js')).createProxyDispatcher(io.env)
    : undefined;
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache.keyv,
    ...limits,
    ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    ...(settings.timeout === undefined ? {} : { timeout: settings.timeout }),
    ...(dispatcher === undefined ? {} : { dispatcher }),
    now: io.now,
    onWarning: warnOf(notes),
  });
  return {
    catalog,
    cache,
    async close() {
      await catalog.close();
      await dispatcher?.destroy();
    },
  };
}
