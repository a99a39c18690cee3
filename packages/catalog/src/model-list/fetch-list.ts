import type { CatalogOptions } from '../catalog-options.js';
import { CatalogError } from '../errors.js';
import { getWithRetry } from './get-with-retry.js';
import type { Transport } from './request.js';
import { type ListPage, parseListPage, type UnlabelledModel } from './wire-schema.js';

/** A server that never ends its pages is not followed further than this. */
const mostPages = 1_000;

/** The `distillable` filter of one list; null for the unfiltered one. */
export type DistillableFilter = 'true' | 'false' | null;

/** All rows of one list, each id once. */
export interface ModelList {
  readonly rows: ReadonlyMap<string, UnlabelledModel>;
  /** Validator for a conditional request; null for a list of several pages, or when the server sends none. */
  readonly etag: string | null;
  readonly sample: string | null;
}

/** Reads one list with all its pages; null when the server says that it has not changed since `etag`. */
export async function fetchList(
  baseUrl: URL,
  filter: DistillableFilter,
  etag: string | null,
  transport: Transport,
  retry: CatalogOptions['retry'],
): Promise<ModelList | null> {
  let url: URL | null = listUrl(baseUrl, filter);
  const visited = new Set<string>();
  const pages: ListPage[] = [];
  let validator: string | null = null;
  let sample: string | null = null;
  while (url !== null) {
    refuseLoop(url, visited);
    const answer = await getWithRetry(url, pages.length === 0 ? etag : null, transport, retry);
    if (answer.status === 'unchanged') return null;
    const page = parseListPage(url, answer.text);
    pages.push(page);
    validator = pages.length === 1 ? answer.etag : null;
    sample ??= answer.sample;
    url = page.next === null ? null : nextUrl(url, page.next, filter);
  }
  return { rows: collectRows(listUrl(baseUrl, filter), pages), etag: validator, sample };
}

function listUrl(baseUrl: URL, filter: DistillableFilter): URL {
  const url = new URL(`${baseUrl.href.replace(/\/$/, '')}/models`);
  return withFilter(url, filter);
}

function withFilter(url: URL, filter: DistillableFilter): URL {
  url.searchParams.set('output_modalities', 'all');
  if (filter === null) url.searchParams.delete('distillable');
  else url.searchParams.set('distillable', filter);
  return url;
}

/** A next link that forgot the filter gets it back: otherwise its rows would be taken for filtered ones. */
function nextUrl(current: URL, next: string, filter: DistillableFilter): URL {
  const url = URL.canParse(next, current.href) ? new URL(next, current) : null;
  if (url?.origin === current.origin && url.username === '' && url.password === '')
    return withFilter(url, filter);
  throw new CatalogError(
    'CATALOG_PAGING',
    `The next page of ${current} leaves its origin or is no URL (/links/next). Nothing was sent there.`,
    { details: { url: current.href, path: '/links/next' } },
  );
}

function refuseLoop(url: URL, visited: Set<string>): void {
  const repeated = visited.has(url.href);
  if (!repeated && visited.size < mostPages) {
    visited.add(url.href);
    return;
  }
  const what = repeated ? 'come back to a page that was read already' : `do not end after ${mostPages}`;
  throw new CatalogError('CATALOG_PAGING', `The pages of the model list ${what}: ${url} (/links/next).`, {
    details: { url: url.href, path: '/links/next' },
  });
}

function collectRows(url: URL, pages: readonly ListPage[]): ReadonlyMap<string, UnlabelledModel> {
  const all = pages.flatMap((page) => page.rows);
  for (const { totalCount } of pages) {
    if (totalCount === null || totalCount === all.length) continue;
    throw new CatalogError(
      'CATALOG_COUNT_MISMATCH',
      `${url} announced ${totalCount} rows (/total_count) and sent ${all.length}: a part is missing. Try again.`,
      { details: { url: url.href, path: '/total_count', announced: totalCount, received: all.length } },
    );
  }
  const rows = new Map<string, UnlabelledModel>();
  for (const row of all) {
    const twin = rows.get(row.slug);
    if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(row)) {
      throw new CatalogError(
        'CATALOG_DUPLICATE_ID',
        `${url} has two different rows with the id "${row.slug}". Nothing was taken from it.`,
        { details: { url: url.href, slug: row.slug } },
      );
    }
    rows.set(row.slug, row);
  }
  return rows;
}
