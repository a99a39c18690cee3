import { type CatalogSnapshot, createCatalog } from '@distillable/catalog';
import { startSandbox } from '@distillable/sandbox';

/** The dated list of the sandbox. */
export async function readSandboxSnapshot(): Promise<CatalogSnapshot> {
  const sandbox = await startSandbox();
  const catalog = createCatalog({ baseUrl: sandbox.url, onWarning: () => {} });
  try {
    return await catalog.snapshot();
  } finally {
    await catalog.close();
    await sandbox.close();
  }
}
