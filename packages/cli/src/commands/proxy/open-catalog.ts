import type { CatalogSnapshot } from '@distillable/catalog';
import type { ProxyCatalog } from '@distillable/proxy';
import { CommandError } from '../../errors.js';
import type { Session } from '../../session.js';
import { readSnapshotFile } from '../../sources/snapshot-file.js';
import {
  createLiveCatalog,
  type FreshnessLimits,
  openOfflineSource,
  startSandboxCatalog,
} from '../../sources/with-catalog.js';

/** A catalog that outlasts many requests, and the upstream that comes with it, where one does. */
export interface OpenedCatalog {
  readonly catalog: ProxyCatalog;
  /** A sandbox in this process; null without `--sandbox`. */
  readonly sandboxUrl: string | null;
  readonly close: () => Promise<void>;
}

/** Opens the catalog that the settings name. @throws CommandError where an exported snapshot can't be read */
export async function openCatalog(session: Session, limits: FreshnessLimits): Promise<OpenedCatalog> {
  const { origin } = session.settings;
  switch (origin.kind) {
    case 'live': {
      const { catalog, close } = await createLiveCatalog(session, limits);
      return { catalog, sandboxUrl: null, close };
    }
    case 'sandbox': {
      const { catalog, url, close } = await startSandboxCatalog(session, limits);
      return { catalog, sandboxUrl: url, close };
    }
    case 'offline': {
      const { view, close } = await openOfflineSource(session);
      await close();
      return fixed(view.snapshot, session, limits);
    }
    case 'file': {
      const snapshot = await readSnapshotFile(origin.path);
      // The user has chosen the file, so it never expires.
      return fixed(snapshot, session, { ...limits, maxStale: Number.POSITIVE_INFINITY });
    }
  }
}

/** A list that stays as it is. */
function fixed(snapshot: CatalogSnapshot, { io }: Session, limits: FreshnessLimits): OpenedCatalog {
  const retrievedAt = snapshot.retrievedAt.getTime();
  const freshness = () => snapshot.freshness(io.now(), limits);
  const catalog: ProxyCatalog = {
    status: async () => ({ freshness: freshness(), digest: snapshot.digest, age: io.now() - retrievedAt }),
    async snapshot() {
      if (freshness() !== 'expired') return snapshot;
      const message =
        'The cached model list is too old to judge by, and --offline forbids to read a new one.';
      throw new CommandError('CATALOG_EXPIRED', message);
    },
  };
  return { catalog, sandboxUrl: null, close: async () => {} };
}
