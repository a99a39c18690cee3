import { visibleText } from '../html/text.js';

/** Text of the data that can't become markup: no link, no tag, no second cell of a table. */
export function plain(text: string, limit = 200): string {
  return visibleText(text, limit)
    .replaceAll(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('://', '&#58;//')
    .replaceAll('@', '&#64;')
    .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** A table of GitHub's Markdown. The cells are Markdown already. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('');
}
