import type { Io } from '../io.js';
import { toPlainText } from '../render/plain-text.js';
import { renderTable, type TableContent } from '../render/table.js';
import { loadTerminalStyle } from '../render/terminal-style.js';
import type { CatalogView } from '../sources/opened-source.js';
import type { ListColumnName } from './column-names.js';
import { defaultColumnNames, type ListColumn, type ListedModel, listColumn } from './list-columns.js';
import type { ListFormat } from './list-flags.js';

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

/** The text for stdout, and the names of the columns that the terminal had no room for. */
export interface RenderedList {
  readonly text: string;
  readonly hidden: readonly string[];
}

export async function renderList(request: ListRequest): Promise<RenderedList> {
  const { rows, view, format } = request;
  const today = new Date(request.io.now()).toISOString().slice(0, 10);
  const names = request.columns ?? defaultColumnNames(rows, { withVerdict: request.withVerdict, today });
  const columns = names.map(listColumn);
  switch (format) {
    case 'json':
    case 'jsonl': {
      const { renderJson, renderJsonLines } = await import('./list-json.js');
      return whole(format === 'json' ? renderJson(rows, view, today) : renderJsonLines(rows, today));
    }
    case 'slugs':
      return whole(rows.map((row) => `${toPlainText(row.model.slug)}\n`).join(''));
    case 'csv': {
      const { renderCsv } = await import('../render/csv.js');
      const cells = rows.map((row) => columns.map((column) => toPlainText(cellValue(column, row, today))));
      return whole(await renderCsv(names, cells));
    }
    case 'markdown': {
      const { renderMarkdown } = await import('../render/markdown.js');
      return whole(renderMarkdown(contentOf(columns, rows, today)));
    }
    case 'table':
      return renderTerminalTable(request, contentOf(columns, rows, today));
  }
}

async function renderTerminalTable(
  { io }: ListRequest,
  content: TableContent<ListColumn>,
): Promise<RenderedList> {
  if (content.rows.length === 0) return whole('');
  const { text, hidden } = renderTable(content, await loadTerminalStyle(io, content.rows.flat()));
  return { text, hidden: hidden.map((column) => column.header.toLowerCase()) };
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

function whole(text: string): RenderedList {
  return { text, hidden: [] };
}
