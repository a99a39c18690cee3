import { type CatalogCache, reasonOf } from '@distillable/catalog';
import { CommandError, usageError } from '../errors.js';
import type { Session } from '../session.js';

/** A cache that several machines share, so that one of them reads the list for all. */
export interface SharedCache {
  readonly store: CatalogCache;
  readonly close: () => Promise<void>;
}

/**
 * Opens the cache of an address. Its adapter is loaded here: only users of a shared cache need to install it.
 *
 * @param address `redis://host:port/number`, or `rediss://` for TLS; a user and a password may stand in it
 * @throws CommandError `USAGE` where the address or the adapter is missing
 */
export async function openSharedCache(address: string, { notes }: Session): Promise<SharedCache> {
  const { default: KeyvRedis } = await loadAdapter();
  const store = new KeyvRedis(checkAddress(address), { connectionTimeout: 2_000 });
  // Without a listener a lost connection would end the process. The catalog reports the failures that follow from it.
  store.on('error', (error: unknown) => notes.detail(`shared cache: ${reasonOf(error)}`));
  return { store, close: () => store.disconnect(true) };
}

function checkAddress(address: string): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : '';
  if (protocol === 'redis:' || protocol === 'rediss:') return address;
  throw usageError(
    'The shared cache (DISTILLABLE_CACHE, or cache in the configuration) must be an address like redis://host:6379/0.',
  );
}

async function loadAdapter(): Promise<typeof import('@keyv/redis')> {
  try {
    return await import('@keyv/redis');
  } catch (cause) {
    const message =
      'A shared cache needs the package @keyv/redis. Install it where distillable is installed: npm install @keyv/redis';
    throw new CommandError('USAGE', message, { cause });
  }
}
