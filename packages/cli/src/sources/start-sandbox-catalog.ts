import { type Catalog, createCatalog } from '@distillable/catalog/light';
import { startSandbox } from '@distillable/sandbox';
import { warnOf } from '../notes.js';
import type { Session } from '../session.js';
import type { FreshnessLimits } from './opened-source.js';

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
