import {
  type Catalog,
  type CatalogError,
  type CatalogSnapshot,
  type CatalogStatus,
  createCatalog,
  type FreshnessLimits,
} from '@distillable/catalog';
import { CommandError } from '../errors.js';
import type { Session } from '../session.js';
import { formatAge } from '../terminal/numbers.js';
import { withProgress } from '../terminal/progress.js';
import { type FileCache, openFileCache, openSharedCache, requireFileCache } from './caches.js';
import { type CatalogView, freshnessLimits, viewSnapshot } from './catalog-view.js';
import { adviceOnNetwork, findProxy } from './environment-proxy.js';
import { readSnapshotFile } from './snapshot-file.js';

/** The catalog that the settings name, for one command or for many requests. */
export interface OpenedCatalog {
  readonly catalog: Pick<Catalog, 'snapshot' | 'limits' | 'settled'> & {
    /** Null where no server may be asked. */
    readonly hosts: Catalog['hosts'] | null;
    status(): Promise<Pick<CatalogStatus, 'freshness' | 'digest' | 'age'>>;
  };
  /** Base URL of the sandbox that was started; null without `--sandbox`. */
  readonly sandboxUrl: string | null;
  readonly close: () => Promise<void>;
}

/**
 * Opens the catalog that the settings name.
 *
 * @param limits for a list that can be read again
 * @throws CommandError `CACHE_EMPTY`, `CATALOG_EXPIRED`, `INPUT_UNREADABLE`, `USAGE`
 */
export async function openCatalog(session: Session, limits: FreshnessLimits): Promise<OpenedCatalog> {
  const { origin } = session.settings;
  switch (origin.kind) {
    case 'live': {
      const { catalog, close } = await createLiveCatalog(session, limits);
      return { catalog, sandboxUrl: null, close };
    }
    case 'sandbox':
      return openSandbox(session, limits);
    case 'offline': {
      const snapshot = await readCachedSnapshot(session);
      return keep(snapshot, session, freshnessLimits.maxStale);
    }
    case 'file': {
      const snapshot = await readSnapshotFile(origin.path);
      // Its age is reported but does not make it unusable: the user has chosen the file.
      return keep(snapshot, session, Number.POSITIVE_INFINITY);
    }
  }
}

/** The catalog of the base URL, over the user's cache. */
export interface LiveCatalog {
  readonly catalog: Catalog;
  readonly close: () => Promise<void>;
}

/** Creates it; reads nothing yet. @throws CommandError `USAGE` if the environment names a proxy that can't be one */
export async function createLiveCatalog(
  session: Session,
  limits: FreshnessLimits = freshnessLimits,
): Promise<LiveCatalog> {
  const { settings, io } = session;
  const shared = settings.sharedCache === null ? null : await openSharedCache(settings.sharedCache, session);
  const cache = shared ?? (await openFileCache(session));
  const proxy = findProxy(io.env, new URL(settings.baseUrl));
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache?.store,
    ttl: limits.ttl,
    maxStale: limits.maxStale,
    timeout: settings.timeout,
    dispatcher:
      proxy === null
        ? undefined
        : async () => (await import('./proxy-dispatcher.js')).createProxyDispatcher(proxy),
    now: io.now,
    onWarning: printWarning(session),
  });
  return {
    catalog,
    async close() {
      await catalog.close();
      await shared?.close();
    },
  };
}

/** Starts a sandbox. Its list is cached in memory: a sample never gets into the user's cache. */
async function openSandbox(session: Session, { ttl, maxStale }: FreshnessLimits): Promise<OpenedCatalog> {
  const { startSandbox } = await import('@distillable/sandbox');
  const sandbox = await startSandbox();
  const catalog = createCatalog({
    baseUrl: sandbox.url,
    ttl,
    maxStale,
    timeout: session.settings.timeout,
    now: session.io.now,
    onWarning: printWarning(session),
  });
  return {
    catalog,
    sandboxUrl: sandbox.url,
    async close() {
      await catalog.close();
      await sandbox.close();
    },
  };
}

/** The cached list of the base URL. */
export async function readCacheStatus(session: Session, cache: FileCache): Promise<CatalogStatus> {
  const catalog = createCatalog({
    baseUrl: session.settings.baseUrl,
    cache: cache.store,
    ...freshnessLimits,
    now: session.io.now,
    onWarning: printWarning(session),
  });
  const status = await catalog.status();
  await catalog.close();
  return status;
}

/**
 * The cached list, without using the network.
 *
 * @throws CommandError `CACHE_EMPTY`, `CATALOG_EXPIRED`
 */
export async function readCachedSnapshot(session: Session): Promise<CatalogSnapshot> {
  const { settings, io } = session;
  const cache = await requireFileCache(session, 'CACHE_EMPTY');
  const { baseUrl } = settings;
  const now = io.now();
  const { maxStale } = freshnessLimits;
  const catalog = createCatalog({
    baseUrl,
    cache: cache.store,
    // A stale list would be refreshed in the background. So none is stale here, and the clock stands still.
    ttl: maxStale,
    maxStale,
    now: () => now,
    onWarning: printWarning(session),
  });
  const { freshness, age } = await catalog.status();
  if (freshness === 'empty') throw cacheEmpty(baseUrl, cache);
  if (freshness === 'expired') {
    const message = `The cached model list of ${baseUrl} is ${formatAge(age ?? Number.NaN)}, which is too old to judge by, and --offline does not let a new one be read.`;
    throw new CommandError('CATALOG_EXPIRED', message, { details: { baseUrl, age } });
  }
  return catalog.snapshot();
}

function cacheEmpty(baseUrl: string, { directory }: FileCache): CommandError {
  const message = `No model list of ${baseUrl} is cached in ${directory}, and --offline does not let one be read.`;
  return new CommandError('CACHE_EMPTY', message, { details: { baseUrl, directory } });
}

/** A list that stays as it is, and expires while a long command runs. */
function keep(snapshot: CatalogSnapshot, { io }: Session, maxStale: number): OpenedCatalog {
  const limits = { ...freshnessLimits, maxStale };
  const status = async () => ({
    freshness: snapshot.freshness(io.now(), limits),
    digest: snapshot.digest,
    age: io.now() - snapshot.retrievedAt.getTime(),
  });
  const catalog: OpenedCatalog['catalog'] = {
    limits: freshnessLimits,
    hosts: null,
    status,
    settled: async () => {},
    async snapshot() {
      if (snapshot.freshness(io.now(), limits) !== 'expired') return snapshot;
      const message =
        'The cached model list is too old to judge by, and --offline does not let a new one be read.';
      throw new CommandError('CATALOG_EXPIRED', message);
    },
  };
  return { catalog, sandboxUrl: null, close: async () => {} };
}

/** A catalog's `onWarning` that prints: the message always, its code under `--verbose`. */
function printWarning({ notes, io }: Session): (warning: CatalogError) => void {
  return (warning) => {
    notes.warn([`warning: ${warning.message}`, ...adviceOnNetwork(warning, io.env)].join('\n'));
    notes.detail(`  (${warning.code})`);
  };
}

/**
 * Opens the catalog that the settings name, passes its list and itself to `use`, and closes it in any case.
 *
 * @throws CommandError, CatalogError if there is no usable list; the errors of `use`
 */
export async function withCatalog(
  session: Session,
  use: (view: CatalogView, catalog: OpenedCatalog['catalog']) => Promise<void>,
  limits: FreshnessLimits = freshnessLimits,
): Promise<void> {
  const { catalog, close } = await openCatalog(session, limits);
  try {
    const { baseUrl } = session.settings;
    const snapshot = await withProgress(session, `Reading the model list of ${baseUrl}`, () =>
      catalog.snapshot(),
    );
    const view = viewSnapshot(snapshot, session.io.now(), catalog.limits);
    await use(view, catalog);
    if (view.freshness === 'stale') await waitForRefresh(session, catalog);
  } finally {
    await close();
  }
}

/** A refresh in the background may delay the end of a process, whose output is already printed, this long. */
const maxWaitMs = 5_000;

async function waitForRefresh(session: Session, catalog: OpenedCatalog['catalog']): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, maxWaitMs, false);
  });
  const settled = catalog.settled().then(() => true);
  const isSettled = await withProgress(session, 'Reading the model list again for the next time', () =>
    Promise.race([settled, timeUp]),
  );
  clearTimeout(timer);
  if (isSettled) return;
  session.notes.warn(
    `warning: The model list could not be refreshed within ${maxWaitMs / 1_000} s. Run \`distillable refresh\`.`,
  );
}
