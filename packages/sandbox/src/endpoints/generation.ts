import type { Generated } from '../upstream/generate.js';
import { ApiError } from '../wire/errors.js';
import type { JsonObject } from '../wire/json.js';
import { jsonResponse } from '../wire/planned-response.js';
import { apiRoot } from '../wire/request.js';
import type { Endpoint } from './endpoint.js';

/**
 * `GET /generation?id=`: the record of a generation.
 *
 * @see https://openrouter.ai/docs/api-reference/get-a-generation (OpenAPI description read 2026-08-22)
 */
export const generationEndpoint: Endpoint = {
  method: 'GET',
  path: `${apiRoot}/generation`,
  respond({ query }, { generations }) {
    const id = query.get('id');
    if (id === null || id === '') throw new ApiError(400, 'The query parameter `id` is required.');
    const record = generations.get(id);
    if (record === undefined) throw new ApiError(404, `Generation ${id} not found`);
    return jsonResponse(200, { data: record });
  },
};

/** What a record says about the request. */
export interface RecordFacts {
  readonly preset: string | null;
  readonly streamed: boolean;
  /** The generation that a cache replay repeats. */
  readonly cacheSource: string | null;
}

/** The record that `GET /generation` returns. */
export function generationRecord(generation: Generated, facts: RecordFacts): JsonObject {
  const { id, created, provider, usage, toolCall } = generation;
  const reason = toolCall === null ? 'stop' : 'tool_calls';
  return {
    id,
    request_id: null,
    created_at: new Date(created * 1000).toISOString(),
    model: generation.served,
    provider_name: provider,
    router: generation.router,
    preset_id: facts.preset,
    response_cache_source_id: facts.cacheSource,
    api_type: 'completions',
    streamed: facts.streamed,
    cancelled: false,
    finish_reason: reason,
    native_finish_reason: reason,
    tokens_prompt: usage.prompt,
    tokens_completion: usage.completion,
    native_tokens_prompt: usage.prompt,
    native_tokens_completion: usage.completion,
    ...unknown,
  };
}

/** Fields that a local upstream has no values for. */
const unknown: JsonObject = {
  app_id: null,
  cache_discount: null,
  data_region: 'global',
  external_user: null,
  generation_time: null,
  http_referer: null,
  is_byok: false,
  latency: null,
  moderation_latency: null,
  native_tokens_cached: null,
  native_tokens_completion_images: null,
  native_tokens_reasoning: null,
  num_fetches: null,
  num_input_audio_prompt: null,
  num_media_completion: null,
  num_media_prompt: null,
  num_search_results: null,
  origin: '',
  provider_responses: null,
  service_tier: null,
  session_id: null,
  total_cost: 0,
  upstream_id: null,
  upstream_inference_cost: null,
  usage: 0,
  user_agent: null,
  web_search_engine: null,
  workspace_id: null,
};
