import type { Session } from '../session.js';
import { openLiveSource } from './open-live-source.js';
import type { CatalogView, OpenedSource } from './opened-source.js';

/** Opens the catalog that the settings name, hands it to `use`, and closes it, whatever happens. */
export async function withCatalog(
  session: Session,
  use: (view: CatalogView) => Promise<void>,
): Promise<void> {
  const source = await openSource(session);
  try {
    await use(source.view);
    await source.settle();
  } finally {
    await source.close();
  }
}

/** Loads what only one origin needs when it is asked for: the sandbox and the reader of files bring a lot with them. */
async function openSource(session: Session): Promise<OpenedSource> {
  const { origin } = session.settings;
  switch (origin.kind) {
    case 'live':
      return openLiveSource(session);
    case 'offline':
      return (await import('./open-offline-source.js')).openOfflineSource(session);
    case 'file':
      return (await import('./open-file-source.js')).openFileSource(session, origin.path);
    case 'sandbox':
      return (await import('./open-sandbox-source.js')).openSandboxSource(session);
  }
}
