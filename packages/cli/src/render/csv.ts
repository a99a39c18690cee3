/**
 * CSV as RFC 4180 has it, with a header line. A cell that a spreadsheet would run as a formula (it begins with
 * `=`, `+`, `-`, `@`, tab or return) gets a leading apostrophe: names come from a server.
 */
export async function renderCsv(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  return stringify([[...headers], ...rows.map((cells) => [...cells])], { escape_formulas: true });
}
