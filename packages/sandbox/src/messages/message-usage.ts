import type { Generation } from '../generation/generation.js';
import { countTokens } from '../generation/split-words.js';
import type { JsonObject } from '../json-object.js';

const noCache = {
  cache_creation: null,
  cache_creation_input_tokens: null,
  cache_read_input_tokens: null,
};

/** What a message cost. Each inner call of a server tool is an iteration of its own, which names its model. */
export function messageUsage(generation: Generation): JsonObject {
  return { ...startUsage(generation), output_tokens: generation.usage.completion, ...iterations(generation) };
}

/** The usage as far as it is known before the first word. */
export function startUsage({ usage }: Generation): JsonObject {
  return {
    input_tokens: usage.prompt,
    output_tokens: 0,
    output_tokens_details: null,
    ...noCache,
    inference_geo: null,
    server_tool_use: null,
    service_tier: 'standard',
  };
}

/** The usage as `message_delta` tells it. */
export function deltaUsage(generation: Generation): JsonObject {
  return {
    input_tokens: generation.usage.prompt,
    output_tokens: generation.usage.completion,
    output_tokens_details: null,
    ...noCache,
    server_tool_use: null,
    ...iterations(generation),
  };
}

function iterations({ serverTools, usage }: Generation): JsonObject {
  if (serverTools.length === 0) return {};
  const inner = serverTools.flatMap(({ type, models, text }) =>
    models.map((model) => ({
      type: `${type.slice('openrouter:'.length)}_message`,
      model,
      ...iterationTokens(usage.prompt, countTokens(text)),
    })),
  );
  return { iterations: [...inner, { type: 'message', ...iterationTokens(usage.prompt, usage.completion) }] };
}

function iterationTokens(input: number, output: number): JsonObject {
  return {
    input_tokens: input,
    output_tokens: output,
    cache_creation: null,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
}
