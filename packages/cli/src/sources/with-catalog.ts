import { setTimeout as wait } from 'node:timers/promises';
import { type Catalog, type CatalogSnapshot, createCatalog, type Freshness } from '@distillable/catalog';
import type { Policy } from '@distillable/core';
import { CommandError } from '../errors.js';
import { warnOf } from '../notes.js';
import type { Session } from '../session.js';
import { formatAge } from '../terminal/numbers.js';
import { withProgress } from '../terminal/progress.js';
import { type FileCache, openFileCache } from './file-cache.js';
import { createProxyDispatcher, hasProxy } from './proxy-dispatcher.js';
import { readSnapshotFile } from './snapshot-file.js';

/**
 * Opens the catalog that the settings name, hands it to `use`, and closes it, whatever happens.
 *
 * @param limits of a live list, where they are not the usual ones
 */
export async function withCatalog(
  session: Session,
  use: (view: CatalogView) => Promise<void>,
  limits?: FreshnessLimits,
): Promise<void> {
  const source = await openSource(session, limits);
  try {
    await use(source.view);
    await source.settle();
  } finally {
    await source.close();
  }
}

/** Loads what only one origin needs when it is asked for: the sandbox and the reader of files bring a lot with them. */
async function openSource(session: Session, limits?: FreshnessLimits): Promise<OpenedSource> {
  const { origin } = session.settings;
  switch (origin.kind) {
    case 'live':
      return openLiveSource(session, limits);
    case 'offline':
      return openOfflineSource(session);
    case 'file':
      return openFileSource(session, origin.path);
    case 'sandbox':
      return openSandboxSource(session);
  }
}

/** A refresh behind an answer that is already printed may hold the process up this long: milliseconds. */
const longestSettleMs = 5_000;

/** The cached list while it may be used, else the one of the server. */
async function openLiveSource(session: Session, limits?: FreshnessLimits): Promise<OpenedSource> {
  const { catalog, close } = await createLiveCatalog(session, limits);
  const { baseUrl } = session.settings;
  try {
    const snapshot = await withProgress(session, `Reading the model list of ${baseUrl}`, () =>
      catalog.snapshot(),
    );
    const view = viewSnapshot(snapshot, session.io.now());
    return {
      view,
      close,
      async settle() {
        if (view.freshness !== 'stale') return;
        const timeUp = new AbortController();
        const patience = wait(longestSettleMs, false, { signal: timeUp.signal }).catch(() => false);
        const settled = catalog.settled().then(() => true);
        const isSettled = await withProgress(session, 'Reading the model list anew for the next time', () =>
          Promise.race([settled, patience]),
        );
        timeUp.abort();
        if (!isSettled) {
          session.notes.warn(
            `warning: The model list could not be refreshed within ${longestSettleMs / 1_000} s. Run \`distillable refresh\`.`,
          );
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

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
    cache: cache.store,
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

/** An exported snapshot. Its age is told, but not held against it: whoever names the file has chosen it. */
async function openFileSource({ io }: Session, path: string): Promise<OpenedSource> {
  const view = viewSnapshot(await readSnapshotFile(path), io.now());
  return { view, settle: async () => {}, close: async () => {} };
}

/** The catalog of a sandbox in this process. */
async function openSandboxSource(session: Session): Promise<OpenedSource> {
  const { catalog, close } = await startSandboxCatalog(session, freshnessLimits);
  try {
    const view = viewSnapshot(await catalog.snapshot(), session.io.now());
    return { view, settle: async () => {}, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The catalog of the base URL, over the user's cache. */
interface LiveCatalog {
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
  const dispatcher = hasProxy(io.env) ? await createProxyDispatcher(io.env) : undefined;
  const catalog = createCatalog({
    baseUrl: settings.baseUrl,
    cache: cache.store,
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

/** A sandbox in this process, and its catalog. */
export interface SandboxCatalog {
  readonly catalog: Catalog;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Starts a sandbox. Its catalog's cache is memory: a sample never gets into the user's cache. */
export async function startSandboxCatalog(
  { settings, io, notes }: Session,
  limits: FreshnessLimits,
): Promise<SandboxCatalog> {
  const { startSandbox } = await import('@distillable/sandbox');
  const sandbox = await startSandbox();
  const catalog = createCatalog({
    baseUrl: sandbox.url,
    ...limits,
    ...(settings.timeout === undefined ? {} : { timeout: settings.timeout }),
    now: io.now,
    onWarning: warnOf(notes),
  });
  const close = async (): Promise<void> => {
    await catalog.close();
    await sandbox.close();
  };
  return { catalog, url: sandbox.url, close };
}

/** Milliseconds: the catalog's own defaults, stated here because `--offline` and files are judged by them too. */
export const freshnessLimits: FreshnessLimits = { ttl: 3_600_000, maxStale: 86_400_000 };

/** Ages up to which a list is fresh, and usable at all: milliseconds. */
export interface FreshnessLimits {
  readonly ttl: number;
  readonly maxStale: number;
}

/** A list that is too old for the policy is read anew, as one that is too old for everybody. */
export function limitsOf({ maxCatalogAge = Number.POSITIVE_INFINITY }: Policy): FreshnessLimits {
  const { ttl, maxStale } = freshnessLimits;
  return { ttl: Math.min(ttl, maxCatalogAge), maxStale: Math.min(maxStale, maxCatalogAge) };
}

/** A snapshot and how far it may be trusted. */
export interface CatalogView {
  readonly snapshot: CatalogSnapshot;
  readonly freshness: Freshness;
  /** Milliseconds since it was read; negative when the clock jumped back. */
  readonly ageMs: number;
}

/** An opened origin of the catalog. */
interface OpenedSource {
  readonly view: CatalogView;
  /** Waits for what goes on behind the answer (a refresh of a stale list), within reason. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Judges a snapshot's age as of `now`. */
export function viewSnapshot(snapshot: CatalogSnapshot, now: number): CatalogView {
  const retrievedAt = snapshot.retrievedAt.getTime();
  return { snapshot, freshness: snapshot.freshness(now), ageMs: now - retrievedAt };
}
