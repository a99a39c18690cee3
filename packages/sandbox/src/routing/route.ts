import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import { type Fault, type FaultOf, faultsOf } from '../faults/fault.js';
import { ApiError } from '../wire/api-error.js';
import { type Candidate, type CandidateRules, findCandidates } from './candidates.js';
import { servingId } from './find-row.js';
import { namedModels, type RoutedBody } from './model-names.js';
import { type Attempt, type RoutingRecord, routingMetadata, wantsMetadata } from './routing-metadata.js';

/** What routing depends on besides the request. */
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
    const serving = servingId(model, catalog.models);
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
