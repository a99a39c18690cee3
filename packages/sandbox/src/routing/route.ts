import { STATUS_CODES } from 'node:http';
import { AnswerError } from '../answer/answer-error.js';
import type { ServedState } from '../endpoints/endpoint.js';
import { faultsOf } from '../faults/faults-of.js';
import type { Prompt } from '../generation/prompt.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import { type Candidate, findCandidates } from './candidates.js';
import { findRow, servingRow } from './find-row.js';
import { namedModels } from './model-names.js';
import {
  type Attempt,
  providerOf,
  type RoutingRecord,
  routingMetadata,
  wantsMetadata,
} from './routing-metadata.js';

/** A candidate that serves, and how routing came to it. */
export interface Route {
  readonly served: Candidate;
  readonly record: RoutingRecord;
}

/**
 * Tries the models of a request one after the other.
 *
 * @throws AnswerError when none of them can serve
 */
export function route(prompt: Prompt, request: SandboxRequest, state: ServedState): Route {
  const slugs = namedModels(prompt);
  const [requested = ''] = slugs;
  const candidates = findCandidates(slugs, prompt, state);
  const attempts: Attempt[] = [];
  for (const candidate of candidates) {
    const status = statusOf(candidate, state);
    attempts.push({ provider: providerOf(candidate), model: candidate.row.id, status });
    if (status !== 200) continue;
    const strategy = candidate.slug === requested ? candidate.strategy : 'fallback';
    return { served: candidate, record: { requested, strategy, candidates, attempts } };
  }
  const record: RoutingRecord = { requested, strategy: 'direct', candidates, attempts };
  throw exhausted(slugs, record, request, state);
}

function statusOf({ slug, row }: Candidate, state: ServedState): number {
  return downFault([slug, row.id], state)?.status ?? 200;
}

function downFault(
  names: readonly string[],
  state: ServedState,
): { status: number; retryAfter?: number } | undefined {
  const { models } = state.catalog;
  const fault = faultsOf('model-down', state.faults).find(({ model }) => {
    const row = findRow(model, models);
    return names.includes(model) || (row !== undefined && names.includes(servingRow(row, models)?.id ?? ''));
  });
  if (fault === undefined) return undefined;
  const { status = 503, retryAfter } = fault;
  return retryAfter === undefined ? { status } : { status, retryAfter };
}

function exhausted(
  slugs: readonly string[],
  record: RoutingRecord,
  request: SandboxRequest,
  state: ServedState,
): AnswerError {
  const metadata = wantsMetadata(request.headers) ? routingMetadata(record, null) : null;
  const [requested, ...fallbacks] = slugs;
  const models = {
    requested_models: [requested],
    ...(fallbacks.length === 0 ? {} : { fallback_models: fallbacks }),
  };
  const last = record.attempts.at(-1);
  if (last === undefined) {
    // OpenRouter has no word for distillation here; users are led to look at their data policy.
    const message =
      'No endpoints found matching your data policy. Configure: https://openrouter.ai/settings/privacy';
    const availability = { code: 'no_endpoints_available', retryable: false, ...models };
    return new AnswerError(404, message, {}, { availability, metadata });
  }
  const retryAfter = downFault([last.model], state)?.retryAfter;
  const availability = {
    code: last.status === 429 ? 'rate_limited' : 'provider_unavailable',
    retryable: true,
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    ...models,
  };
  return new AnswerError(
    last.status,
    STATUS_CODES[last.status] ?? 'Provider returned error',
    retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    { availability, metadata },
  );
}
