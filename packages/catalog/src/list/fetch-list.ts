import { CatalogError } from '../errors.js';
import { get, getIfChanged, type ListResponse, type Transport } from './get.js';
import { parseListPage, type UnlabelledModel } from './wire-schema.js';

/** A server that sends page after page is not followed further than this. */
const maxPages = 1_000;

/** The `distillable` filter of a list; null for the unfiltered one. */
export type DistillableFilter = 'true' | 'false' | null;

/** All rows of one list. */
export interface ModelList {
  readonly rows: ReadonlyMap<string, UnlabelledModel>;
  /** Null for a list of several pages, or if the server sends none. */
  readonly etag: string | null;
  /** The text of `x-distillable-sample`; null without this header. */
  readonly sample: string | null;
}

/** The source of the lists. */
export interface ListServer extends Transport {
  readonly baseUrl: URL;
}

/** Fetches one list with all its pages. */
export async function fetchList(server: ListServer, filter: DistillableFilter): Promise<ModelList> {
  const url = listUrl(server.baseUrl, filter);
  return readPages(server, url, filter, await get(url, server));
}

/** Fetches one list with all its pages; null if it has not changed since the response with this ETag. */
export async function fetchListIfChanged(
  server: ListServer,
  filter: DistillableFilter,
  etag: string,
): Promise<ModelList | null> {
  const url = listUrl(server.baseUrl, filter);
  const response = await getIfChanged(url, etag, server);
  return response === null ? null : readPages(server, url, filter, response);
}

function listUrl(baseUrl: URL, filter: DistillableFilter): URL {
  return withFilter(new URL(`${baseUrl.href.replace(/\/$/, '')}/models`), filter);
}

function withFilter(url: URL, filter: DistillableFilter): URL {
  url.searchParams.set('output_modalities', 'all');
  if (filter === null) url.searchParams.delete('distillable');
  else url.searchParams.set('distillable', filter);
  return url;
}

async function readPages(
  server: ListServer,
  firstUrl: URL,
  filter: DistillableFilter,
  first: ListResponse,
): Promise<ModelList> {
  const visited = new Set([firstUrl.href]);
  let url = firstUrl;
  let page = parseListPage(url, first.body);
  const pages = [page];
  while (page.next !== null) {
    url = nextUrl(url, page.next, filter);
    rejectLoop(url, visited);
    page = parseListPage(url, (await get(url, server)).body);
    pages.push(page);
  }
  const rows = pages.flatMap((each) => each.rows);
  for (const { totalCount } of pages) {
    if (totalCount !== null && totalCount !== rows.length)
      throw countMismatch(firstUrl, totalCount, rows.length);
  }
  return { rows: bySlug(firstUrl, rows), etag: pages.length === 1 ? first.etag : null, sample: first.sample };
}

function nextUrl(current: URL, next: string, filter: DistillableFilter): URL {
  const url = URL.canParse(next, current.href) ? new URL(next, current) : null;
  if (url?.origin === current.origin && url.username === '' && url.password === '') {
    // A link without the filter gets it back: otherwise unfiltered rows would be taken for filtered ones.
    return withFilter(url, filter);
  }
  throw new CatalogError(
    'CATALOG_PAGING',
    `The next page of ${current} is on another origin or is not a URL (/links/next). Nothing was sent there.`,
    { details: { url: current.href, path: '/links/next' } },
  );
}

function rejectLoop(url: URL, visited: Set<string>): void {
  const isRepeated = visited.has(url.href);
  if (!isRepeated && visited.size < maxPages) {
    visited.add(url.href);
    return;
  }
  const what = isRepeated ? 'return to a page that was already read' : `do not end after ${maxPages}`;
  throw new CatalogError('CATALOG_PAGING', `The pages of the model list ${what}: ${url} (/links/next).`, {
    details: { url: url.href, path: '/links/next' },
  });
}

function countMismatch(url: URL, announced: number, received: number): CatalogError {
  return new CatalogError(
    'CATALOG_COUNT_MISMATCH',
    `${url} announced ${announced} rows (/total_count) and sent ${received}. Try again.`,
    { details: { url: url.href, path: '/total_count', announced, received } },
  );
}

function bySlug(url: URL, rows: readonly UnlabelledModel[]): ReadonlyMap<string, UnlabelledModel> {
  const known = new Map<string, UnlabelledModel>();
  for (const row of rows) {
    const twin = known.get(row.slug);
    if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(row)) {
      throw new CatalogError(
        'CATALOG_DUPLICATE_ID',
        `${url} has two different rows with the id "${row.slug}". The list was not used.`,
        { details: { url: url.href, slug: row.slug } },
      );
    }
    known.set(row.slug, row);
  }
  return known;
}
