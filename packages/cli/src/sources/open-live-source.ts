import { setTimeout as wait } from 'node:timers/promises';
import { withProgress } from '../progress.js';
import type { Session } from '../session.js';
import { createLiveCatalog } from './create-live-catalog.js';
import { type FreshnessLimits, type OpenedSource, viewSnapshot } from './opened-source.js';

/** A refresh behind an answer that is already printed may hold the process up this long: milliseconds. */
const longestSettleMs = 5_000;

/** The cached list while it may be used, else the one of the server. */
export async function openLiveSource(session: Session, limits?: FreshnessLimits): Promise<OpenedSource> {
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
