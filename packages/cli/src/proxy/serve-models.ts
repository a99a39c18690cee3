import type { CatalogSnapshot } from '@distillable/catalog/light';
import { type ModelRow, modelRow } from './model-row.js';
import type { ProxyContext } from './proxy-context.js';
import { ProxyError } from './proxy-error.js';
import { sendJson } from './send-json.js';
import type { Visit } from './visit.js';

/** `GET /models`: the distillable ones, or what the query asks for, with what they stand on in the headers. */
export async function serveModels(
  visit: Visit,
  query: URLSearchParams,
  { catalog }: ProxyContext,
): Promise<void> {
  const asked = readQuery(query);
  const snapshot = await snapshotOf(catalog);
  const { age } = await catalog.state();
  const { sample } = snapshot.source;
  visit.outcome = 'answered';
  sendJson(visit.response, 200, listModels(snapshot, asked), {
    'x-distillable-catalog': snapshot.digest,
    'x-distillable-catalog-age': String(Math.round((age ?? 0) / 1_000)),
    ...(sample === null ? {} : { 'x-distillable-sample': sample.replaceAll(/[^\x20-\x7e]/g, '?') }),
  });
}

async function snapshotOf(catalog: ProxyContext['catalog']): Promise<CatalogSnapshot> {
  try {
    return await catalog.snapshot();
  } catch (cause) {
    throw new ProxyError('CATALOG_UNAVAILABLE', 'There is no catalog that may be used.', { cause });
  }
}

/** What is asked of the list. */
interface ListQuery {
  readonly distillable: 'true' | 'false' | 'all';
  readonly offset: number;
  /** Infinite where none is given. */
  readonly limit: number;
}

/** What the list is filtered by must be understood: an ignored filter would show models that are not asked for. */
function readQuery(query: URLSearchParams): ListQuery {
  const unknown = [...query.keys()].some((name) => !['distillable', 'offset', 'limit'].includes(name));
  const distillable = query.get('distillable') ?? 'true';
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
  const isPage =
    Number.isInteger(offset) &&
    offset >= 0 &&
    limit >= 1 &&
    (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY);
  if (!unknown && isPage && isFilter(distillable)) return { distillable, offset, limit };
  const message = 'Of the list, distillable (true, false or all), offset and limit can be asked for here.';
  throw new ProxyError('QUERY_UNKNOWN', message);
}

function isFilter(text: string): text is ListQuery['distillable'] {
  return text === 'true' || text === 'false' || text === 'all';
}

function listModels(snapshot: CatalogSnapshot, { distillable, offset, limit }: ListQuery): object {
  const models = distillable === 'true' ? snapshot.distillable() : snapshot.models();
  const rows = models.map((model) => modelRow(model, snapshot)).filter((row) => isAsked(row, distillable));
  const end = offset + limit;
  const next = `/api/v1/models?distillable=${distillable}&offset=${end}&limit=${limit}`;
  return {
    data: rows.slice(offset, end),
    total_count: rows.length,
    links: { next: end < rows.length ? next : null },
  };
}

function isAsked(row: ModelRow, filter: ListQuery['distillable']): boolean {
  return filter === 'all' || (filter === 'true') === (row.distillable === true);
}
