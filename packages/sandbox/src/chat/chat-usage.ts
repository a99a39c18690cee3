import type { TokenUsage } from '../generation/generation.js';
import type { JsonObject } from '../json-object.js';

/** The `usage` of chat and text completions. */
export function chatUsage({ prompt, completion }: TokenUsage): JsonObject {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cost: 0,
    is_byok: false,
  };
}
