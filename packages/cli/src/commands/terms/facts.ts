import {
  type Duty,
  forbiddingHosts,
  type ModelTerms,
  type TermsConflict,
  type TermsModel,
  type TermsTable,
  termsOf,
} from '@distillable/catalog';

/** What the terms say about a model, as it is shown and printed as JSON. */
export interface TermsFacts {
  readonly terms: Pick<ModelTerms, 'statement' | 'layers' | 'notes'> & {
    readonly date: string;
    readonly digest: string;
    /** OpenRouter's provider slugs of the hosts whose terms forbid it, each with the id of the entry. */
    readonly forbiddingHosts: readonly { readonly host: string; readonly entry: string }[];
  };
  readonly duties: readonly Duty[];
  readonly conflicts: readonly TermsConflict[];
}

/** @param host name or slug of the provider; null if it is not known */
export function termsFacts(model: TermsModel, table: TermsTable, host: string | null): TermsFacts {
  const { statement, layers, notes, duties, conflicts } = termsOf(model, table, host);
  return {
    terms: {
      date: table.date,
      digest: table.digest,
      statement,
      layers,
      notes,
      forbiddingHosts: forbiddingHosts(model, table).map(({ host: slug, entry }) => ({
        host: slug,
        entry: entry.id,
      })),
    },
    duties,
    conflicts,
  };
}
