import type { CatalogModel } from './catalog-model.js';
import { createSnapshot, type IndexedSnapshot } from './create-snapshot.js';
import { columnsFromModels } from './model-columns.js';
import type { CatalogSource } from './snapshot.js';

/**
 * Makes a snapshot of rows that were come by otherwise: for tests, or where a list is kept by hand. Its verdicts are
 * worth what the `permission` of the rows is worth.
 */
export function snapshotFromModels(content: {
  readonly models: readonly CatalogModel[];
  readonly retrievedAt: Date;
  readonly source: CatalogSource;
}): IndexedSnapshot {
  const columns = columnsFromModels(content.models);
  return createSnapshot({ columns, retrievedAt: content.retrievedAt.getTime(), source: content.source });
}
