import type { CatalogModel, CatalogSnapshot, TermsConflict } from '@distillable/catalog';
import type { Session } from '../../session.js';

/** Where the terms of a row differ from its label; of null, no row, nothing. */
export type ConflictsOf = (model: string | null) => Promise<readonly TermsConflict[]>;

/** The built-in table is loaded for the first row that is shown; one that the user named, in any case. */
export async function openConflicts(session: Session, snapshot: CatalogSnapshot): Promise<ConflictsOf> {
  const open = async (): Promise<(row: CatalogModel) => readonly TermsConflict[]> => {
    const { loadTerms, lookUpTerms } = await import('../../sources/terms-table.js');
    const loaded = await loadTerms(session);
    const known = new Map<CatalogModel, readonly TermsConflict[]>();
    return (row) => {
      const conflicts = known.get(row) ?? lookUpTerms(row, loaded)?.conflicts ?? [];
      known.set(row, conflicts);
      return conflicts;
    };
  };
  let opened = session.settings.terms === null ? undefined : await open();
  return async (model) => {
    const row = model === null ? null : snapshot.resolve(model).model;
    if (row === null) return [];
    opened ??= await open();
    return opened(row);
  };
}
