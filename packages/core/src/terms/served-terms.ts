import type { CatalogSnapshot, Duty, TermsConflict, TermsModel, TermsTable } from '@distillable/catalog';
import type { AcceptedCondition } from './narrow-by-terms.js';
import type { DecisionTerms } from './terms-judge.js';
import { type TermsTableName, termsReader } from './terms-judge.js';

/** What licences and terms say about the models and the host that served. As in the table, without the sentences. */
export interface ReceiptTerms {
  /** The table that it was read in. */
  readonly table: TermsTableName;
  /** Each model of the catalog that the response names. */
  readonly models: readonly ServedTerms[];
  /** The conditions that the policy accepts, and that the requested models passed by. */
  readonly accepted: readonly AcceptedCondition[];
}

/** Licences and terms of one model. */
export interface ServedTerms {
  /** Slug of its row. */
  readonly model: string;
  /** As the response names it; null where it names none, or several. */
  readonly host: string | null;
  /** The duties of a user of the response. */
  readonly duties: readonly Omit<Duty, 'text'>[];
  /** Where terms and label differ. */
  readonly conflicts: readonly Omit<TermsConflict, 'text'>[];
}

/** The facts of a response that decide which terms apply. */
export interface ServedFacts {
  /** Slugs, as the response names them. */
  readonly models: readonly string[];
  /** Names of the hosts that served. */
  readonly hosts: readonly string[];
  readonly snapshot: CatalogSnapshot | null;
  /** Undefined for the one that is built in. */
  readonly table: TermsTable | undefined;
  /** Of the request. */
  readonly decision: DecisionTerms | null;
}

/** Null where neither request nor response names a model of the catalog. */
export function termsOfServed({
  models,
  hosts,
  snapshot,
  table,
  decision,
}: ServedFacts): ReceiptTerms | null {
  const rows = new Set<TermsModel>();
  for (const slug of models) {
    const row = snapshot?.resolve(slug).model ?? null;
    if (row !== null && row.kind === 'model') rows.add(row);
  }
  if (rows.size === 0 && decision === null) return null;
  const reader = termsReader(table);
  const [host = null, ...others] = hosts;
  const servedAt = others.length === 0 ? host : null;
  return {
    table: reader.table,
    models: [...rows].map((row) => {
      const { duties, conflicts } = reader.read(row, servedAt);
      return {
        model: row.slug,
        host: servedAt,
        duties: duties.map(wordless),
        conflicts: conflicts.map(wordless),
      };
    }),
    accepted: decision?.accepted ?? [],
  };
}

function wordless<Said extends { readonly text: string }>({ text: _, ...facts }: Said): Omit<Said, 'text'> {
  return facts;
}
