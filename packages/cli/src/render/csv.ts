import { stringify } from 'csv-stringify/sync';

/**
 * CSV as RFC 4180 has it, with a header line. A cell that a spreadsheet would run as a formula (it begins with
 * `=`, `+`, `-`, `@`, tab or return) gets a leading apostrophe: names come from a server.
 */
export function renderCsv(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([[...headers], ...rows.map((cells) => [...cells])], { escape_formulas: true });
}
