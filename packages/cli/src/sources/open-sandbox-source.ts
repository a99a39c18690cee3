import type { Session } from '../session.js';
import { freshnessLimits, type OpenedSource, viewSnapshot } from './opened-source.js';
import { startSandboxCatalog } from './start-sandbox-catalog.js';

/** The catalog of a sandbox in this process. */
export async function openSandboxSource(session: Session): Promise<OpenedSource> {
  const { catalog, close } = await startSandboxCatalog(session, freshnessLimits);
  try {
    const view = viewSnapshot(await catalog.snapshot(), session.io.now());
    return { view, settle: async () => {}, close };
  } catch (error) {
    await close();
    throw error;
  }
}
