import { createHash } from 'node:crypto';
import { type TextFormat, textFormats } from '../shapes/text-formats.js';
import { type Generated, type Generation, generate, newGeneration } from '../upstream/generate.js';
import { ApiError } from '../wire/errors.js';
import type { JsonObject } from '../wire/json.js';
import { eventStreamResponse, jsonResponse, type PlannedResponse } from '../wire/planned-response.js';
import { apiRoot, jsonBody, type SandboxRequest } from '../wire/request.js';
import type { Endpoint, ServedState } from './endpoint.js';
import { generationRecord } from './generation.js';
import { applyPreset } from './presets.js';

/** The `POST` endpoints that generate text, one for each API shape. */
export const textEndpoints: readonly Endpoint[] = Object.entries(textFormats).map(([path, format]) => ({
  method: 'POST',
  path: apiRoot + path,
  respond: (request, state) => respondWithText(request, state, format),
}));

function respondWithText(request: SandboxRequest, state: ServedState, format: TextFormat): PlannedResponse {
  try {
    const { generation, body, headers } = serveText(jsonBody(request), format, request, state);
    const response =
      body['stream'] === true
        ? eventStreamResponse(format.toEvents(generation, body))
        : jsonResponse(200, format.toJson(generation, body));
    return { ...response, headers: { ...response.headers, ...headers } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw error.withHeaders({ 'x-generation-id': newGeneration(state.now(), state.randomId).id });
  }
}

/** A generation, with the body that it serves and the headers that go with it. */
export interface ServedText {
  readonly generation: Generation;
  /** The request's body with its preset merged into it. */
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Serves one body: from the response cache when the request asks for it, otherwise from the local upstream.
 *
 * @throws ApiError when the body can't be read, or no model can serve it
 */
export function serveText(
  requestBody: JsonObject,
  format: TextFormat,
  request: SandboxRequest,
  state: ServedState,
): ServedText {
  const { body, preset } = applyPreset(requestBody, state.presets);
  const key = wantsCache(request) ? cacheKey(request, body) : null;
  const source = key === null ? undefined : state.cache.get(key);
  const generation =
    source === undefined
      ? generate(format.readPrompt(body), request.headers, state)
      : { ...source, ...replayed(state) };
  if (key !== null && source === undefined) state.cache.set(key, generation);
  const facts = { preset, streamed: body['stream'] === true, cacheSource: source?.id ?? null };
  state.generations.set(generation.id, generationRecord(generation, facts));
  return {
    generation,
    body,
    headers: { 'x-generation-id': generation.id, ...(key === null ? {} : cacheHeaders(source)) },
  };
}

function wantsCache({ headers }: SandboxRequest): boolean {
  return headers['x-openrouter-cache']?.toString().toLowerCase() === 'true';
}

/** A hash of everything that two requests must share to get the same response. The API key can't be read from it. */
function cacheKey({ path, headers }: SandboxRequest, body: JsonObject): string {
  const key = headers.authorization ?? headers['x-api-key'] ?? '';
  return createHash('sha256')
    .update(JSON.stringify([path, key, body]))
    .digest('base64url');
}

/** The differences of a replay: it costs nothing, and reports nothing about routing. */
function replayed(state: ServedState): Pick<Generation, 'id' | 'created' | 'usage' | 'metadata'> {
  const usage = { prompt: 0, completion: 0 };
  return { ...newGeneration(state.now(), state.randomId), usage, metadata: null };
}

function cacheHeaders(source: Generated | undefined): Readonly<Record<string, string>> {
  return source === undefined
    ? { 'x-openrouter-cache-status': 'MISS' }
    : { 'x-openrouter-cache-status': 'HIT', 'x-openrouter-cache-source-id': source.id };
}
