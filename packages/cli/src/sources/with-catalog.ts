import type { FreshnessLimits } from '@distillable/catalog';
import type { Session } from '../session.js';
import { withProgress } from '../terminal/progress.js';
import { type CatalogView, freshnessLimits, viewSnapshot } from './catalog-view.js';
import { type OpenedCatalog, openCatalog } from './open-catalog.js';

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
