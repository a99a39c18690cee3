import { type Generation, idSuffix } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';
import { outputItems } from './responses-output.js';

/** A generation as a whole response. */
export function toResponse(generation: Generation, body: JsonObject): JsonObject {
  return {
    ...toStartedResponse(generation, body),
    status: 'completed',
    completed_at: generation.created,
    output: outputItems(generation),
    usage: usage(generation),
    ...(generation.metadata === null ? {} : { openrouter_metadata: generation.metadata }),
  };
}

/** The response in a stream's first events, without output. */
export function toStartedResponse(generation: Generation, body: JsonObject): JsonObject {
  const { created, model } = generation;
  return {
    id: `resp_${idSuffix(generation)}`,
    object: 'response',
    created_at: created,
    completed_at: null,
    status: 'in_progress',
    ...(model === null ? {} : { model }),
    output: [],
    error: null,
    incomplete_details: null,
    ...echo(body),
    usage: null,
  };
}

/** The settings of the request that a response repeats. */
function echo(body: JsonObject): JsonObject {
  return {
    instructions: body['instructions'] ?? null,
    metadata: body['metadata'] ?? null,
    max_output_tokens: body['max_output_tokens'] ?? null,
    temperature: body['temperature'] ?? null,
    top_p: body['top_p'] ?? null,
    presence_penalty: body['presence_penalty'] ?? null,
    frequency_penalty: body['frequency_penalty'] ?? null,
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    tool_choice: body['tool_choice'] ?? 'auto',
    tools: body['tools'] ?? [],
  };
}

function usage({ usage: { prompt, completion } }: Generation): JsonObject {
  return {
    input_tokens: prompt,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: completion,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: prompt + completion,
  };
}
