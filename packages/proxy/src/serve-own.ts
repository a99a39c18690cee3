import type { CatalogModel, CatalogSnapshot, Verdict } from '@distillable/catalog';
import type { ProxyContext } from './context.js';
import { ProxyError } from './errors.js';
import { type Exchange, sendJson } from './exchange.js';
import { isUsable } from './options.js';

/** `GET /models`: the distillable models, or those that the query asks for; the headers name the catalog. */
export async function serveModels(
  exchange: Exchange,
  query: URLSearchParams,
  { catalog }: ProxyContext,
): Promise<void> {
  const asked = readQuery(query);
  const snapshot = await snapshotOf(catalog);
  const { age } = await catalog.status();
  const { sample } = snapshot.source;
  exchange.outcome = 'answered';
  sendJson(exchange.response, 200, listModels(snapshot, asked), {
    'x-distillable-catalog': snapshot.digest,
    'x-distillable-catalog-age': String(Math.round((age ?? 0) / 1_000)),
    ...(sample === null ? {} : { 'x-distillable-sample': sample.replaceAll(/[^\x20-\x7e]/g, '?') }),
  });
}

async function snapshotOf(catalog: ProxyContext['catalog']): Promise<CatalogSnapshot> {
  try {
    return await catalog.snapshot();
  } catch (cause) {
    throw new ProxyError('CATALOG_UNAVAILABLE', 'No catalog is available that may be used.', { cause });
  }
}

/** The query of the list. */
interface ListQuery {
  readonly distillable: 'true' | 'false' | 'all';
  readonly offset: number;
  /** Infinite where none is given. */
  readonly limit: number;
}

/** An unknown filter is an error: ignored, it would list models that were not asked for. */
function readQuery(query: URLSearchParams): ListQuery {
  const isUnknown = [...query.keys()].some((name) => !['distillable', 'offset', 'limit'].includes(name));
  const distillable = query.get('distillable') ?? 'true';
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
  const isPage =
    Number.isInteger(offset) &&
    offset >= 0 &&
    limit >= 1 &&
    (Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY);
  if (!isUnknown && isPage && isFilter(distillable)) return { distillable, offset, limit };
  const message = 'The list takes distillable (true, false or all), offset and limit.';
  throw new ProxyError('QUERY_UNKNOWN', message);
}

function isFilter(text: string): text is ListQuery['distillable'] {
  return text === 'true' || text === 'false' || text === 'all';
}

function listModels(snapshot: CatalogSnapshot, { distillable, offset, limit }: ListQuery): object {
  const models = distillable === 'true' ? snapshot.distillable() : snapshot.models();
  const rows = models
    .map((model) => toRow(model, snapshot))
    .filter((row) => distillable === 'all' || (distillable === 'true') === (row.distillable === true));
  const end = offset + limit;
  const next = `/api/v1/models?distillable=${distillable}&offset=${end}&limit=${limit}`;
  return {
    data: rows.slice(offset, end),
    total_count: rows.length,
    links: { next: end < rows.length ? next : null },
  };
}

/** A row of the list. */
interface ModelRow {
  readonly id: string;
  /** Null where it is not known. */
  readonly distillable: boolean | null;
  readonly distillable_verdict: Verdict;
  readonly [field: string]: unknown;
}

/**
 * Writes a row in OpenRouter's format. Strict clients want every field that is required there; what the catalog does
 * not keep is empty.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (read 2026-08-22)
 */
function toRow(model: CatalogModel, snapshot: CatalogSnapshot): ModelRow {
  const { slug, inputModalities, outputModalities, contextLength } = model;
  const { verdict } = snapshot.resolve(slug);
  return {
    id: slug,
    canonical_slug: model.canonicalSlug,
    name: model.name,
    created: model.created ?? 0,
    description: '',
    context_length: contextLength,
    architecture: {
      modality: `${inputModalities.join('+')}->${outputModalities.join('+')}`,
      input_modalities: inputModalities,
      output_modalities: outputModalities,
      tokenizer: 'Other',
      instruct_type: null,
    },
    // OpenRouter has -1 where the price depends on the model that is chosen.
    pricing: { prompt: model.promptPrice ?? '-1', completion: model.completionPrice ?? '-1' },
    top_provider: { context_length: contextLength, max_completion_tokens: null, is_moderated: false },
    per_request_limits: null,
    supported_parameters: model.supportedParameters,
    default_parameters: null,
    supported_voices: null,
    expiration_date: model.expirationDate,
    hugging_face_id: model.huggingFaceId,
    links: { details: `/api/v1/models/${slug}/endpoints` },
    ...(model.aliasTarget === null ? {} : { alias_target: aliasTarget(model.aliasTarget, snapshot) }),
    distillable: isDistillable(verdict),
    distillable_verdict: verdict,
  };
}

function aliasTarget(slug: string, snapshot: CatalogSnapshot): object {
  return { slug, name: snapshot.get(slug)?.name ?? slug };
}

function isDistillable(verdict: Verdict): boolean | null {
  if (verdict === 'distillable') return true;
  return verdict === 'not-distillable' ? false : null;
}

/** `GET /healthz`: 200 while there is a catalog to judge by, else 503. */
export async function serveHealth(
  exchange: Exchange,
  { catalog }: Pick<ProxyContext, 'catalog'>,
): Promise<void> {
  const status = await catalog.status();
  const { digest, age, freshness } = status;
  // An unhealthy proxy gets no requests, so nothing else would make it read the list again.
  if (freshness !== 'fresh') void catalog.snapshot().catch(() => {});
  exchange.outcome = 'answered';
  const [code, text] = isUsable(status) ? ([200, 'ok'] as const) : ([503, 'no catalog'] as const);
  sendJson(exchange.response, code, { status: text, catalog: { digest, age, freshness } });
}

/** `GET /metrics`, for Prometheus. */
export async function serveMetrics(exchange: Exchange, { metrics }: ProxyContext): Promise<void> {
  const { text, contentType } = await metrics.render();
  const { response } = exchange;
  exchange.outcome = 'answered';
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
