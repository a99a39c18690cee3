import type { Catalog, CatalogStatus } from '@distillable/catalog';

/** The catalog that a proxy judges by: what `createCatalog` returns, or something that does the same. */
export interface ProxyCatalog extends Pick<Catalog, 'snapshot'>, Partial<Pick<Catalog, 'baseUrl'>> {
  /** What is loaded. Never uses the network. */
  status(): Promise<Pick<CatalogStatus, 'freshness' | 'digest' | 'age'>>;
}

/** Whether requests can be judged by what is loaded. */
export function isUsable({ freshness }: Pick<CatalogStatus, 'freshness'>): boolean {
  return freshness === 'fresh' || freshness === 'stale';
}
