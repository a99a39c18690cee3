import { splitVariant } from '../slug.js';
import type { TermsEntry, TermsModel } from './terms.js';

/**
 * Whether an entry is about a model. A variant has the weights and the maker of its base, so globs are compared with the
 * id with and without it.
 */
export function matchesModel(
  entry: Pick<TermsEntry, 'models'>,
  model: Omit<TermsModel, 'permission'>,
): boolean {
  return entry.models.some((glob) => matchesGlob(glob, model));
}

/** Whether one glob of an entry is about a model. */
export function matchesGlob(glob: string, { slug, huggingFaceId }: Omit<TermsModel, 'permission'>): boolean {
  if (glob.startsWith('hf:')) {
    return huggingFaceId !== null && fits(glob.slice(3).toLowerCase(), huggingFaceId.toLowerCase());
  }
  return fits(glob, splitVariant(slug).base) || fits(glob, slug);
}

/** In time that grows with the length of the text, whatever the glob. */
function fits(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return text === glob;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
