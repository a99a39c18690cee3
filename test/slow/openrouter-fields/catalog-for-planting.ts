import type { CatalogSnapshot } from '@distillable/catalog';
import { catalogModel, catalogSnapshot } from '../../support/catalog-model.js';

/** May be used. */
export const open = 'mixed/open';
/** May not. */
export const closed = 'mixed/closed';

/** Two models of one author, so that a wildcard can match both. */
export const catalogForPlanting: CatalogSnapshot = catalogSnapshot([
  catalogModel(open),
  catalogModel(closed, { permission: 'not-distillable' }),
]);
