import type { ServedState } from '../endpoints/endpoint.js';
import type { JsonObject } from '../json-object.js';
import { applyPreset } from '../presets/apply-preset.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import { type Generated, generate } from './generate.js';
import type { Generation } from './generation.js';
import { generationRecord } from './generation-record.js';
import { newGeneration } from './new-generation.js';
import { cacheKey, wantsCache } from './response-cache.js';
import type { TextFormat } from './text-format.js';

/** A generation with what goes around it. */
export interface ServedText {
  readonly generation: Generation;
  /** The request's body with its preset merged into it. */
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers one body: from the response cache when the request asks for it, else from the local upstream.
 *
 * @throws AnswerError when the body cannot be read, or no model can serve it
 */
export function serveText(
  requestBody: JsonObject,
  format: TextFormat,
  request: SandboxRequest,
  state: ServedState,
): ServedText {
  const { body, preset } = applyPreset(requestBody, state.presets);
  const key = wantsCache(request) ? cacheKey(request, body) : null;
  const source = key === null ? undefined : state.cache.find(key);
  const generation =
    source === undefined
      ? generate(format.readPrompt(body), request, state)
      : { ...source, ...replayed(state) };
  if (key !== null && source === undefined) state.cache.keep(key, generation);
  const facts = { preset, streamed: body['stream'] === true, cacheSource: source?.id ?? null };
  state.generations.add(generation.id, generationRecord(generation, facts));
  return {
    generation,
    body,
    headers: { 'x-generation-id': generation.id, ...(key === null ? {} : cacheHeaders(source)) },
  };
}

/** What a replay has of its own; it costs nothing, and tells nothing of routing. */
function replayed(state: ServedState): Pick<Generation, 'id' | 'created' | 'usage' | 'metadata'> {
  const usage = { prompt: 0, completion: 0 };
  return { ...newGeneration(state.now(), state.randomId), usage, metadata: null };
}

function cacheHeaders(source: Generated | undefined): Readonly<Record<string, string>> {
  return source === undefined
    ? { 'x-openrouter-cache-status': 'MISS' }
    : { 'x-openrouter-cache-status': 'HIT', 'x-openrouter-cache-source-id': source.id };
}
