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
  // Settles most of them: a list has hundreds of rows, and a table hundreds of globs.
  if (glob[0] !== slug[0] && glob[0] !== '*') return false;
  return fits(glob, splitVariant(slug).base) || fits(glob, slug);
}

/** In time that grows with the length of the text, whatever the glob. */
function fits(glob: string, text: string): boolean {
  const star = glob.indexOf('*');
  if (star < 0) return glob === text;
  if (!text.startsWith(glob.slice(0, star))) return false;
  const rest = glob.slice(star + 1).split('*');
  const last = rest.pop() ?? '';
  const end = text.length - last.length;
  if (end < star || !text.endsWith(last)) return false;
  let at = star;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
