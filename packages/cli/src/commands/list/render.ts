import type { Io } from '../../io.js';
import type { CatalogView } from '../../sources/catalog-view.js';
import { renderCsv, renderMarkdown } from '../../terminal/markup.js';
import { chooseTableStyle } from '../../terminal/style.js';
import { renderTable, type TableContent } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';
import {
  defaultColumnNames,
  type ListColumn,
  type ListColumnName,
  type ListedModel,
  listColumn,
} from './columns.js';
import { renderJson, renderJsonLines } from './json.js';

/** How a list can be printed. */
export const listFormats = ['table', 'json', 'jsonl', 'csv', 'markdown', 'slugs'] as const;

/** One of {@link listFormats}. */
export type ListFormat = (typeof listFormats)[number];

/** What is to be printed, and how. */
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
      return complete(renderCsv(names, cells));
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
