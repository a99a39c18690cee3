import { stringify } from 'csv-stringify/sync';
import type { TableContent } from './table.js';

/** A table in GitHub's Markdown. */
export function renderMarkdown({ columns, rows }: TableContent): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |\n`;
  const rule = columns.map((column) => (column.align === 'right' ? '---:' : '---'));
  return [
    line(columns.map((column) => column.header)),
    `| ${rule.join(' | ')} |\n`,
    ...rows.map((cells) => line(cells)),
  ].join('');
}

/** A bar would end the cell, `<` would begin HTML, and the others would begin emphasis, code or a link. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\|`*_[\]]/g, '\\$&').replaceAll('<', '&lt;');
}

/**
 * CSV as RFC 4180 has it, with a header line. A cell that a spreadsheet would run as a formula (it begins with
 * `=`, `+`, `-`, `@`, tab or return) gets a leading apostrophe: names come from a server.
 */
export function renderCsv(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([[...headers], ...rows.map((cells) => [...cells])], { escape_formulas: true });
}
