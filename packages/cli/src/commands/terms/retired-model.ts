import { type CatalogSnapshot, identify, type TermsModel } from '@distillable/catalog';

/**
 * A model that the list has no more, for its terms; null where the name is not certainly one. Whether its weights were open
 * is not known: an id that no entry is about says that they may have been.
 */
export function retiredModel(name: string, snapshot: CatalogSnapshot): TermsModel | null {
  const { slugs, certainty, retired, by } = identify(name, snapshot);
  const [slug, ...others] = slugs;
  if (slug === undefined || others.length > 0 || certainty !== 'exact' || !retired) return null;
  const huggingFaceId = by === 'hugging-face' ? name : 'not-known/not-known';
  return { slug, huggingFaceId, permission: 'unlisted' };
}
