import type { CatalogModel, Verdict } from '@distillable/catalog/light';
import { type CatalogFacts, catalogFacts } from '../render/catalog-facts.js';
import { pricePerMillion } from '../render/price.js';
import { toSafeJson } from '../render/safe-json.js';
import type { CatalogView } from '../sources/opened-source.js';
import type { ListedModel } from './list-columns.js';

/** A model in JSON output: the row, its verdict, and what is easily got wrong when computed from it. */
export interface ListedModelJson extends CatalogModel {
  readonly verdict: Verdict;
  /** USD as an exact decimal text; null where unknown or where it depends on the model chosen. */
  readonly promptPricePerMillion: string | null;
  readonly completionPricePerMillion: string | null;
  /** Whether the expiration date has passed. A flag, no verdict. */
  readonly expired: boolean;
}

/** What `list --json` prints. */
export interface ListJson {
  readonly catalog: CatalogFacts;
  readonly models: readonly ListedModelJson[];
}

/** `today` is a date such as `2026-10-01`. */
export function renderJson(rows: readonly ListedModel[], view: CatalogView, today: string): string {
  const list: ListJson = {
    catalog: catalogFacts(view),
    models: rows.map((row) => listedModelJson(row, today)),
  };
  return `${toSafeJson(list, 2)}\n`;
}

/** One model a line. */
export function renderJsonLines(rows: readonly ListedModel[], today: string): string {
  return rows.map((row) => `${toSafeJson(listedModelJson(row, today))}\n`).join('');
}

export function listedModelJson({ model, verdict }: ListedModel, today: string): ListedModelJson {
  const { slug, ...rest } = model;
  return {
    slug,
    verdict,
    ...rest,
    promptPricePerMillion: pricePerMillion(model.promptPrice),
    completionPricePerMillion: pricePerMillion(model.completionPrice),
    expired: model.expirationDate !== null && model.expirationDate < today,
  };
}
