import type { CatalogModel, ModelTerms, TermsStatement, Verdict } from '@distillable/catalog';
import { stringify } from 'csv-stringify/sync';
import type { Io } from '../../io.js';
import type { PolicyCode } from '../../policy-file.js';
import { type CatalogView, catalogFacts } from '../../sources/catalog-view.js';
import { pricePerMillion } from '../../terminal/numbers.js';
import { chooseTableStyle, renderMarkdown, renderTable, type TableContent } from '../../terminal/table.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import {
  conflictsIn,
  defaultColumnNames,
  type ListColumn,
  type ListColumnName,
  type ListedModel,
  licencesIn,
  listColumn,
} from './columns.js';

/** How a list can be printed. */
export const listFormats = ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs'] as const;

/** One of {@link listFormats}. */
export type ListFormat = (typeof listFormats)[number];

/** The rows to print, and their form. */
export interface ListRequest {
  readonly rows: readonly ListedModel[];
  readonly view: CatalogView;
  readonly format: ListFormat;
  /** Undefined: those that suit the rows. */
  readonly columns: readonly ListColumnName[] | undefined;
  readonly withVerdict: boolean;
  readonly io: Pick<Io, 'stdout' | 'env' | 'now'>;
}

/** The text for stdout, and the columns that the terminal had no room for. */
interface RenderedList {
  readonly text: string;
  readonly hidden: readonly ListColumnName[];
}

export function renderList(request: ListRequest): RenderedList {
  const { rows, view, format } = request;
  const today = new Date(request.io.now()).toISOString().slice(0, 10);
  const names = request.columns ?? defaultColumnNames(rows, { withVerdict: request.withVerdict, today });
  const columns = names.map(listColumn);
  switch (format) {
    case 'json':
      return complete(renderJson(rows, view, today));
    case 'jsonl':
      return complete(renderJsonLines(rows, today));
    case 'slugs':
      return complete(rows.map((row) => `${toPlainText(row.model.slug)}\n`).join(''));
    case 'csv': {
      const cells = rows.map((row) => columns.map((column) => toPlainText(cellValue(column, row, today))));
      // As RFC 4180 has it. A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or
      // return) gets a leading apostrophe: names come from a server.
      return complete(stringify([[...names], ...cells], { escape_formulas: true }));
    }
    case 'markdown':
      return complete(renderMarkdown(contentOf(columns, rows, today)));
    case 'table': {
      if (rows.length === 0) return complete('');
      const { text, hidden } = renderTable(contentOf(columns, rows, today), chooseTableStyle(request.io));
      return { text, hidden: names.filter((_, index) => hidden.some((column) => column === columns[index])) };
    }
  }
}

function contentOf(
  columns: readonly ListColumn[],
  rows: readonly ListedModel[],
  today: string,
): TableContent<ListColumn> {
  return { columns, rows: rows.map((row) => columns.map((column) => toPlainText(column.text(row, today)))) };
}

function cellValue(column: ListColumn, row: ListedModel, today: string): string {
  return column.value === undefined ? column.text(row, today) : column.value(row);
}

function complete(text: string): RenderedList {
  return { text, hidden: [] };
}

/** `today` is a date such as `2026-10-01`. */
function renderJson(rows: readonly ListedModel[], view: CatalogView, today: string): string {
  const models = rows.map((row) => rowJson(row, today));
  return `${toSafeJson({ catalog: catalogFacts(view), models }, 2)}\n`;
}

/** One model on each line. */
function renderJsonLines(rows: readonly ListedModel[], today: string): string {
  return rows.map((row) => `${toSafeJson(rowJson(row, today))}\n`).join('');
}

function rowJson(row: ListedModel, today: string): ListedModelJson & WithTerms {
  return { ...listedModelJson(row, today), terms: row.terms === null ? null : termsJson(row.terms) };
}

/** The data of the columns `licence`, `duties` and `conflict`. */
interface WithTerms {
  /** Null for what is not a model. */
  readonly terms: {
    readonly statement: TermsStatement;
    readonly licences: readonly string[];
    /** Conditions; the column has the binding ones. */
    readonly duties: readonly string[];
    readonly conflicts: readonly string[];
  } | null;
}

function termsJson(terms: ModelTerms): WithTerms['terms'] {
  return {
    statement: terms.statement,
    licences: licencesIn(terms),
    duties: terms.duties.map(({ condition }) => condition),
    conflicts: conflictsIn(terms),
  };
}

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
