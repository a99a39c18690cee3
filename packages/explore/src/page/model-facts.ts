import { type CatalogModel, type CatalogSnapshot, identify } from '@distillable/catalog';

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

/** The history of a row in the list and the table of names, each fact as one plain sentence. `today`: `2026-11-27`. */
export function historyOf(model: CatalogModel, snapshot: CatalogSnapshot, today: string): readonly string[] {
  const { created, expirationDate, slug, canonicalSlug } = model;
  const sentences = [
    created === null ? null : `OpenRouter has listed it since ${formatDay(created)}.`,
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

/** What a name means that is not a slug of the list. */
export interface Meaning {
  /** One plain sentence. */
  readonly sentence: string;
  /** Rows of the list that it may stand for. */
  readonly slugs: readonly string[];
}

/** Null if the name is known for no model. Never a proof: the audit decides what a spelling is worth. */
export function meaningOf(name: string, snapshot: CatalogSnapshot): Meaning | null {
  const { slugs, author, certainty, retired } = identify(name, snapshot);
  if (certainty === 'none') return null;
  if (certainty === 'author-only') {
    return { sentence: `It is a model of ${author}; which one is not certain.`, slugs: [] };
  }
  if (retired) return { sentence: `It is ${slugs.join(' or ')}, which the list has no more.`, slugs: [] };
  const sentence = certainty === 'exact' ? 'In data, this name means:' : 'The spelling is close to that of:';
  return { sentence, slugs: slugs.filter((slug) => snapshot.resolve(slug).model !== null) };
}

const price = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** USD per million tokens: `0.15`, `free`; `–` where it is unknown or depends on the model that is chosen. */
export function formatPrice(perToken: string | null): string {
  const perMillion = perToken === null ? Number.NaN : Number(perToken) * 1_000_000;
  if (Number.isNaN(perMillion)) return '–';
  // Twelve digits: the product of decimals is off by the last one or two of sixteen.
  return perMillion === 0 ? 'free' : price.format(Number(perMillion.toPrecision(12)));
}

/** `2026-11-27`; `–` where it is unknown. */
export function formatDay(unixSeconds: number | null): string {
  const date = new Date((unixSeconds ?? Number.NaN) * 1_000);
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 10);
}
