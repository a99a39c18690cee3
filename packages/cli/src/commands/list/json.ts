import type { CatalogModel, ModelTerms, TermsStatement, Verdict } from '@distillable/catalog';
import type { PolicyCode } from '../../policy-file.js';
import { type CatalogFacts, type CatalogView, catalogFacts } from '../../sources/catalog-view.js';
import { pricePerMillion } from '../../terminal/numbers.js';
import { toSafeJson } from '../../terminal/text.js';
import type { ListedModel } from './columns.js';

/** A model in JSON output: the row, its verdict, and what is easily got wrong when computed from it. */
interface ListedModelJson extends CatalogModel {
  readonly verdict: Verdict;
  /** Why the policy keeps it out, whatever its verdict; null if it does not. */
  readonly policy: PolicyCode | null;
  /** USD as an exact decimal text; null where unknown or where it depends on the model chosen. */
  readonly promptPricePerMillion: string | null;
  readonly completionPricePerMillion: string | null;
  /** Whether the expiration date has passed. That does not change the verdict. */
  readonly expired: boolean;
}

/** What `list --json` prints. */
interface ListJson {
  readonly catalog: CatalogFacts;
  readonly models: readonly (ListedModelJson & WithTerms)[];
}

/** What the columns `licence`, `duties` and `conflict` are made of. */
interface WithTerms {
  /** Null for what is not a model. */
  readonly terms: {
    readonly statement: TermsStatement;
    /** Titles of the licences of the weights. */
    readonly licences: readonly string[];
    /** Conditions; the column has the binding ones. */
    readonly duties: readonly string[];
    /** Codes, each once. */
    readonly conflicts: readonly string[];
  } | null;
}

/** `today` is a date such as `2026-10-01`. */
export function renderJson(rows: readonly ListedModel[], view: CatalogView, today: string): string {
  const list: ListJson = {
    catalog: catalogFacts(view),
    models: rows.map((row) => rowJson(row, today)),
  };
  return `${toSafeJson(list, 2)}\n`;
}

/** One model on each line. */
export function renderJsonLines(rows: readonly ListedModel[], today: string): string {
  return rows.map((row) => `${toSafeJson(rowJson(row, today))}\n`).join('');
}

function rowJson(row: ListedModel, today: string): ListedModelJson & WithTerms {
  return { ...listedModelJson(row, today), terms: row.terms === null ? null : termsJson(row.terms) };
}

function termsJson({ statement, layers, duties, conflicts }: ModelTerms): WithTerms['terms'] {
  return {
    statement,
    licences: layers.filter(({ layer }) => layer === 'weights-licence').map(({ document }) => document),
    duties: duties.map(({ condition }) => condition),
    conflicts: [...new Set(conflicts.map(({ code }) => code))],
  };
}

export function listedModelJson(
  { model, verdict, policy }: Omit<ListedModel, 'terms'>,
  today: string,
): ListedModelJson {
  const { slug, ...rest } = model;
  return {
    slug,
    verdict,
    policy,
    ...rest,
    promptPricePerMillion: pricePerMillion(model.promptPrice),
    completionPricePerMillion: pricePerMillion(model.completionPrice),
    expired: model.expirationDate !== null && model.expirationDate < today,
  };
}
