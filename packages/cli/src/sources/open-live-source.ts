import { setTimeout as wait } from 'node:timers/promises';
import { withProgress } from '../progress.js';
import type { Session } from '../session.js';
import { createLiveCatalog } from './create-live-catalog.js';
import { type OpenedSource, viewSnapshot } from './opened-source.js';

/** A refresh behind an answer that is already printed may hold the process up this long: milliseconds. */
const longestSettleMs = 5_000;

/** The cached list while it may be used, else the one of the server. */
export async function openLiveSource(session: Session): Promise<OpenedSource> {
  const { catalog, close } = await createLiveCatalog(session);
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
        // A failure is told by the catalog's warning.
        const refreshed = catalog.refresh().catch(() => {});
        const patience = wait(longestSettleMs, undefined, { signal: timeUp.signal }).catch(() => {});
        await withProgress(session, 'Reading the model list anew for the next time', () =>
          Promise.race([refreshed, patience]),
        );
        timeUp.abort();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
