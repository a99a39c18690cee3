import type { ServerToolResult } from '../generation/generation.js';
import type { JsonObject } from '../json-object.js';

/** How a chat answer tells what its server tools gave: in `reasoning_details`, as JSON in a string. */
export function serverToolDetails(results: readonly ServerToolResult[]): readonly JsonObject[] {
  return results.map((result, index) => ({
    type: 'reasoning.server_tool_call',
    id: `server_tool_${index}`,
    index,
    tool_call_id: `server_tool_${index}`,
    tool_name: result.type,
    arguments: '{}',
    result: JSON.stringify({ status: 'ok', ...content(result) }),
  }));
}

function content({ type, models, text }: ServerToolResult): JsonObject {
  if (type === 'openrouter:fusion') {
    return { models, responses: models.map((model) => ({ model, content: text })) };
  }
  const [model] = models;
  return { model, [type === 'openrouter:advisor' ? 'advice' : 'outcome']: text };
}
