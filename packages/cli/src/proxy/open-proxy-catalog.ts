import { type Catalog, type CatalogSnapshot, judgeFreshness } from '@distillable/catalog/light';
import { CommandError } from '../command-error.js';
import type { Session } from '../session.js';
import { readSnapshotFile } from '../sources/read-snapshot-file.js';
import type { FreshnessLimits } from '../sources/with-catalog.js';
import { createLiveCatalog, openOfflineSource } from '../sources/with-catalog.js';

/** A catalog that outlasts many requests. */
export interface ProxyCatalog extends Pick<Catalog, 'snapshot' | 'close'> {
  /** Whether there is one to judge by now, and how old it is. Never goes to the network. */
  state(): Promise<CatalogState>;
}

/** What is known of a catalog without asking for it. */
export interface CatalogState {
  readonly isUsable: boolean;
  /** Null where nothing is loaded. */
  readonly digest: string | null;
  /** Milliseconds since it was read; null where nothing is loaded. */
  readonly age: number | null;
  readonly freshness: 'fresh' | 'stale' | 'expired' | 'empty';
}

/** The catalog that the settings name, and the upstream that comes with it, where one does. */
export interface OpenedProxyCatalog {
  readonly catalog: ProxyCatalog;
  /** A sandbox in this process; null without `--sandbox`. */
  readonly sandboxUrl: string | null;
}

/** @throws CommandError where an exported snapshot can't be read */
export async function openProxyCatalog(
  session: Session,
  limits: FreshnessLimits,
): Promise<OpenedProxyCatalog> {
  const { origin } = session.settings;
  switch (origin.kind) {
    case 'live': {
      const { catalog, close } = await createLiveCatalog(session, limits);
      return { catalog: { ...stateOf(catalog), close }, sandboxUrl: null };
    }
    case 'offline':
      return { catalog: await openCached(session, limits), sandboxUrl: null };
    case 'file': {
      const snapshot = await readSnapshotFile(origin.path);
      // Its age is told, but not held against it: whoever names the file has chosen it.
      return { catalog: fixed(snapshot, session, { limits, mayExpire: false }), sandboxUrl: null };
    }
    case 'sandbox':
      return openSandbox(session, limits);
  }
}

function stateOf(catalog: Catalog): ProxyCatalog {
  return {
    snapshot: () => catalog.snapshot(),
    close: () => catalog.close(),
    async state() {
      const { freshness, digest, age } = await catalog.status();
      return { isUsable: freshness === 'fresh' || freshness === 'stale', digest, age, freshness };
    },
  };
}

async function openCached(session: Session, limits: FreshnessLimits): Promise<ProxyCatalog> {
  const { view, close } = await openOfflineSource(session);
  await close();
  return fixed(view.snapshot, session, { limits, mayExpire: true });
}

async function openSandbox(session: Session, limits: FreshnessLimits): Promise<OpenedProxyCatalog> {
  const { startSandboxCatalog } = await import('../sources/with-catalog.js');
  const { catalog, url, close } = await startSandboxCatalog(session, limits);
  return { catalog: { ...stateOf(catalog), close }, sandboxUrl: url };
}

/** A list that stays as it is, and with `mayExpire` is of no use once it is too old. */
function fixed(
  snapshot: CatalogSnapshot,
  { io }: Session,
  { limits, mayExpire }: { readonly limits: FreshnessLimits; readonly mayExpire: boolean },
): ProxyCatalog {
  const { digest } = snapshot;
  const retrievedAt = snapshot.retrievedAt.getTime();
  const judge = (): CatalogState => {
    const now = io.now();
    const freshness = judgeFreshness(retrievedAt, now, limits);
    const isUsable = !mayExpire || freshness !== 'expired';
    return { isUsable, digest, age: now - retrievedAt, freshness };
  };
  return {
    state: async () => judge(),
    close: async () => {},
    async snapshot() {
      if (judge().isUsable) return snapshot;
      const message =
        'The cached model list is too old by now to judge by, and --offline forbids to read a new one.';
      throw new CommandError('CATALOG_EXPIRED', message);
    },
  };
}
