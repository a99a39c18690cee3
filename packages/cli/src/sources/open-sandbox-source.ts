import { createCatalog } from '@distillable/catalog/light';
import { startSandbox } from '@distillable/sandbox';
import { warnOf } from '../notes.js';
import type { Session } from '../session.js';
import { freshnessLimits, type OpenedSource, viewSnapshot } from './opened-source.js';

/** The catalog of a sandbox in this process. Its cache is memory: a sample never gets into the user's cache. */
export async function openSandboxSource({ settings, io, notes }: Session): Promise<OpenedSource> {
  const sandbox = await startSandbox();
  const catalog = createCatalog({
    baseUrl: sandbox.url,
    ...freshnessLimits,
    ...(settings.timeout === undefined ? {} : { timeout: settings.timeout }),
    now: io.now,
    onWarning: warnOf(notes),
  });
  const close = async (): Promise<void> => {
    await catalog.close();
    await sandbox.close();
  };
  try {
    return { view: viewSnapshot(await catalog.snapshot(), io.now()), settle: async () => {}, close };
  } catch (error) {
    await close();
    throw error;
  }
}
