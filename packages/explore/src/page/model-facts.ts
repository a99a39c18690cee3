import type { CatalogModel, CatalogSnapshot } from '@distillable/catalog';
import { identify } from '@distillable/catalog';
import { formatDay } from './numbers.js';

/** Rows that are the same model, or stand for it. */
export interface RelatedRows {
  /** Other rows with its canonical slug, such as variants. */
  readonly sameModel: readonly string[];
  /** Aliases that stand for it in this list. */
  readonly aliases: readonly string[];
}

export function relatedRows({ slug, canonicalSlug }: CatalogModel, snapshot: CatalogSnapshot): RelatedRows {
  const slugs = (rows: readonly CatalogModel[]): readonly string[] => rows.map((row) => row.slug);
  const rows = snapshot.models();
  return {
    sameModel: slugs(rows.filter((row) => row.canonicalSlug === canonicalSlug && row.slug !== slug)),
    aliases: slugs(rows.filter((row) => row.aliasTarget === slug)),
  };
}

/** What list and table of names know of a row over time, each as one plain sentence. `today`: `2026-11-27`. */
export function historyOf(model: CatalogModel, snapshot: CatalogSnapshot, today: string): readonly string[] {
  const { created, expirationDate, slug, canonicalSlug } = model;
  const sentences = [
    created === null ? null : `OpenRouter lists it since ${formatDay(created)}.`,
    expirationDate === null
      ? null
      : `Its end ${expirationDate < today ? 'was' : 'is'} announced for ${expirationDate}.`,
    canonicalSlug === slug ? null : `Its permanent name is ${canonicalSlug}.`,
    identify(slug, snapshot).moving
      ? `${slug} has stood, or may stand, for different builds over time: name the permanent one in data that you keep.`
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null);
}
