import { createCatalog } from '@distillable/catalog/light';
import { openFileCache } from '../cache/open-file-cache.js';
import { CommandError } from '../command-error.js';
import { warnOf } from '../notes.js';
import { formatAge } from '../render/age.js';
import type { Session } from '../session.js';
import { freshnessLimits, type OpenedSource, viewSnapshot } from './opened-source.js';

/**
 * The cached list, never the network.
 *
 * @throws CommandError `CACHE_EMPTY`, `CATALOG_EXPIRED`
 */
export async function openOfflineSource(session: Session): Promise<OpenedSource> {
  const { settings, io, notes } = session;
  const cache = await openFileCache(session);
  const now = io.now();
  const { maxStale } = freshnessLimits;
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache.keyv,
    // A stale list would be refreshed behind our back. So none is stale here, and the clock stands still meanwhile.
    ttl: maxStale,
    maxStale,
    now: () => now,
    onWarning: warnOf(notes),
  });
  const { freshness, age } = await catalog.status();
  if (freshness === 'empty') {
    const message = `No model list of ${settings.baseUrl} is cached in ${cache.directory}, and --offline forbids to read one.`;
    throw new CommandError('CACHE_EMPTY', message, {
      details: { baseUrl: settings.baseUrl, directory: cache.directory },
    });
  }
  if (freshness === 'expired') {
    const message = `The cached model list of ${settings.baseUrl} is ${formatAge(age ?? Number.NaN)}, which is too old to judge by, and --offline forbids to read a new one.`;
    throw new CommandError('CATALOG_EXPIRED', message, { details: { baseUrl: settings.baseUrl, age } });
  }
  const view = viewSnapshot(await catalog.snapshot(), now);
  return { view, settle: async () => {}, close: () => catalog.close() };
}
