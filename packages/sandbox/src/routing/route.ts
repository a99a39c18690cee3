import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import { findServing } from '../catalog/sandbox-catalog.js';
import { type Fault, type FaultOf, faultsOf } from '../faults/fault.js';
import { ApiError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { type Candidate, type CandidateRules, findCandidates } from './candidates.js';
import type { RoutingStrategy } from './routers.js';

/** The inputs of routing besides the request. */
export interface RoutingState extends CandidateRules {
  /** The faults of this request; `model-down` is the one that routing obeys. */
  readonly faults: readonly Fault[];
}

/** The candidate that serves, and how routing chose it. */
export interface Route {
  readonly served: Candidate;
  readonly record: RoutingRecord;
}

/**
 * Tries the models of a request one after the other.
 *
 * @throws ApiError when none of them can serve
 */
export function route(routed: RoutedBody, headers: IncomingHttpHeaders, state: RoutingState): Route {
  const slugs = namedModels(routed);
  const [requested = ''] = slugs;
  const candidates = findCandidates(slugs, routed.body, state);
  const attempts: Attempt[] = [];
  for (const candidate of candidates) {
    const { slug, row, host } = candidate;
    const down = downFault([slug, row.id], state);
    const status = down === undefined ? 200 : (down.status ?? 503);
    attempts.push({ provider: host.name, model: row.id, status });
    if (status !== 200) continue;
    const strategy = slug === requested ? candidate.strategy : 'fallback';
    return { served: candidate, record: { requested, strategy, candidates, attempts } };
  }
  const record: RoutingRecord = { requested, strategy: 'direct', candidates, attempts };
  throw exhausted(slugs, record, wantsMetadata(headers), state);
}

function downFault(
  names: readonly string[],
  { catalog, faults }: RoutingState,
): FaultOf<'model-down'> | undefined {
  return faultsOf('model-down', faults).find(({ model }) => {
    const serving = findServing(model, catalog.models)?.id;
    return names.includes(model) || (serving !== undefined && names.includes(serving));
  });
}

function exhausted(
  [requested, ...fallbacks]: readonly string[],
  record: RoutingRecord,
  withMetadata: boolean,
  state: RoutingState,
): ApiError {
  const metadata = withMetadata ? routingMetadata(record, null) : null;
  const models = {
    requested_models: [requested],
    ...(fallbacks.length === 0 ? {} : { fallback_models: fallbacks }),
  };
  const last = record.attempts.at(-1);
  if (last === undefined) {
    // OpenRouter has no word for distillation here; users are sent to their data policy instead.
    const message =
      'No endpoints found matching your data policy. Configure: https://openrouter.ai/settings/privacy';
    const availability = { code: 'no_endpoints_available', retryable: false, ...models };
    return new ApiError(404, message, { availability, metadata });
  }
  const retryAfter = downFault([last.model], state)?.retryAfter;
  const availability = {
    code: last.status === 429 ? 'rate_limited' : 'provider_unavailable',
    retryable: true,
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    ...models,
  };
  return new ApiError(last.status, STATUS_CODES[last.status] ?? 'Provider returned error', {
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    availability,
    metadata,
  });
}

const maxFallbacks = 3;

/** A body, and whether its API shape has `fallbacks` besides `models`, as that of `/messages` has. */
export interface RoutedBody {
  readonly body: JsonObject;
  readonly hasFallbacks: boolean;
}

/**
 * The models that a body names to generate its text, in the order in which they are tried.
 *
 * @throws ApiError 400 when it names none, or not as its API shape allows
 */
export function namedModels({ body, hasFallbacks }: RoutedBody): readonly string[] {
  const { model } = body;
  if (model !== undefined && model !== null && typeof model !== 'string') {
    throw new ApiError(400, '`model` must be a string.');
  }
  const names = [
    ...(typeof model === 'string' ? [model] : []),
    ...listedModels(body),
    ...(hasFallbacks ? fallbackModels(body) : []),
  ];
  if (names.length === 0) throw new ApiError(400, 'No models provided');
  return [...new Set(names)];
}

function listedModels({ models }: JsonObject): readonly string[] {
  if (models === undefined || models === null) return [];
  if (!Array.isArray(models) || !models.every((name) => typeof name === 'string')) {
    throw new ApiError(400, '`models` must be a list of strings.');
  }
  return models;
}

function fallbackModels({ fallbacks, models }: JsonObject): readonly string[] {
  if (fallbacks === undefined || fallbacks === null) return [];
  if (models !== undefined && models !== null) {
    throw new ApiError(400, '`fallbacks` and `models` cannot be used together.');
  }
  if (!Array.isArray(fallbacks) || fallbacks.length > maxFallbacks) {
    throw new ApiError(400, `\`fallbacks\` must be a list of at most ${maxFallbacks} models.`);
  }
  return fallbacks.map((fallback: unknown) => {
    if (isJsonObject(fallback) && typeof fallback['model'] === 'string') return fallback['model'];
    throw new ApiError(400, 'Every entry of `fallbacks` must have a `model`.');
  });
}

/** One attempt to let a model serve. */
interface Attempt {
  readonly provider: string;
  readonly model: string;
  readonly status: number;
}

/** The outcome of routing. */
interface RoutingRecord {
  /** The slug that the request names first. */
  readonly requested: string;
  readonly strategy: RoutingStrategy;
  readonly candidates: readonly Candidate[];
  /** The last one served when its status is 200. */
  readonly attempts: readonly Attempt[];
}

/** Whether the request asks for `openrouter_metadata`, by the header's current name or its older one. */
export function wantsMetadata(headers: IncomingHttpHeaders): boolean {
  return ['x-openrouter-metadata', 'x-openrouter-experimental-metadata'].some(
    (name) => headers[name]?.toString().toLowerCase() === 'enabled',
  );
}

/** What the response says about who served. */
type Served = Pick<Attempt, 'model' | 'provider'>;

/**
 * `openrouter_metadata`, naming the given model and provider as those that served; null where none did.
 *
 * @see https://openrouter.ai/docs/guides/features/router-metadata (OpenAPI description read 2026-08-22)
 */
export function routingMetadata(record: RoutingRecord, served: Served | null): JsonObject {
  const { requested, strategy, candidates } = record;
  const attempts = record.attempts.map((attempt) =>
    attempt.status === 200 && served !== null ? { ...attempt, ...served } : attempt,
  );
  const untried = candidates
    .slice(attempts.length)
    .map(({ host, row }) => ({ provider: host.name, model: row.id, status: null }));
  const available = [...attempts, ...untried].map(({ provider, model, status }) => ({
    provider,
    model,
    selected: status === 200,
  }));
  const selected = available.find((endpoint) => endpoint.selected)?.provider ?? 'none';
  return {
    requested,
    strategy,
    region: null,
    summary: `available=${available.length}, selected=${selected}`,
    attempt: Math.max(attempts.length, 1),
    is_byok: false,
    endpoints: { total: available.length, available },
    attempts,
  };
}
