import type { TermsTable } from '@distillable/catalog';
import type { Session } from '../session.js';

/**
 * The table of `--terms` or of the configuration over the built-in one; undefined where there is none, without loading what
 * reads it.
 *
 * @throws CommandError `INPUT_UNREADABLE`
 */
export async function loadOwnTerms(session: Session): Promise<TermsTable | undefined> {
  if (session.settings.terms === null) return undefined;
  const { loadTerms } = await import('./terms-table.js');
  return (await loadTerms(session)).table;
}
