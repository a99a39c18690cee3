import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from '../wire/json.js';
import type { Candidate } from './candidates.js';
import type { RoutingStrategy } from './routers.js';

/** One attempt to let a model serve. */
export interface Attempt {
  readonly provider: string;
  readonly model: string;
  readonly status: number;
}

/** The outcome of routing. */
export interface RoutingRecord {
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
export type Served = Pick<Attempt, 'model' | 'provider'>;

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
