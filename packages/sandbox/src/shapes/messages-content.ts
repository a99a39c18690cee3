import { type Generation, idSuffix, type ServerToolResult } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';

/** A content block of a message. */
export type ContentBlock = TextBlock | ToolBlock | ResultBlock;

interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  readonly citations: null;
}

/** The call of a function tool, or of a server tool. */
interface ToolBlock {
  readonly type: 'tool_use' | 'server_tool_use';
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly caller: { readonly type: 'direct' };
}

interface ResultBlock {
  readonly type: 'advisor_tool_result';
  readonly tool_use_id: string;
  readonly content: JsonObject;
}

/** The blocks of a whole message: results of server tools, then the text or the call of a function tool. */
export function messageContent(generation: Generation): readonly ContentBlock[] {
  const results = generation.serverTools.flatMap((result, index) =>
    serverToolBlocks(result, `srvtoolu_${idSuffix(generation)}_${index}`),
  );
  return [...results, closingBlock(generation)];
}

function closingBlock({ text, toolCall }: Generation): ContentBlock {
  if (toolCall === null) return { type: 'text', text, citations: null };
  const { id, name, input } = toolCall;
  return { type: 'tool_use', id, name, input, caller: { type: 'direct' } };
}

/**
 * A server tool's call and its result. Anthropic's shape has such results for advisors only; those of the other tools
 * take the same form, as its `content` is an open object.
 */
function serverToolBlocks(result: ServerToolResult, id: string): readonly ContentBlock[] {
  const name = result.type.slice('openrouter:'.length);
  return [
    { type: 'server_tool_use', id, name, input: {}, caller: { type: 'direct' } },
    {
      type: 'advisor_tool_result',
      tool_use_id: id,
      content: { type: `${name}_result`, text: result.text, stop_reason: 'end_turn', ...namedModels(result) },
    },
  ];
}

function namedModels({ type, models, text }: ServerToolResult): JsonObject {
  if (type === 'openrouter:fusion') return { responses: models.map((model) => ({ model, content: text })) };
  return models[0] === undefined ? {} : { model: models[0] };
}
