import type { ModelRow } from '../catalog/model-row.js';
import type { Page } from './model-query.js';

/** The rows of one page, and the relative address of the next one, which keeps all other query parameters. */
export function paginate(
  rows: readonly ModelRow[],
  page: Page | undefined,
  asked: { readonly path: string; readonly query: URLSearchParams },
): { readonly data: readonly ModelRow[]; readonly next: string | null } {
  if (page === undefined) return { data: rows, next: null };
  const end = page.offset + page.limit;
  const data = rows.slice(page.offset, end);
  if (end >= rows.length) return { data, next: null };
  const query = new URLSearchParams(asked.query);
  query.set('offset', String(end));
  query.set('limit', String(page.limit));
  return { data, next: `${asked.path}?${query}` };
}
