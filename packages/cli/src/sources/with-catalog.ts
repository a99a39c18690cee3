import type { Session } from '../session.js';
import { openLiveSource } from './open-live-source.js';
import type { CatalogView, FreshnessLimits, OpenedSource } from './opened-source.js';

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
      return (await import('./open-offline-source.js')).openOfflineSource(session);
    case 'file':
      return (await import('./open-file-source.js')).openFileSource(session, origin.path);
    case 'sandbox':
      return (await import('./open-sandbox-source.js')).openSandboxSource(session);
  }
}
