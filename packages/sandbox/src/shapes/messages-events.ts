import type { Generation } from '../upstream/generate.js';
import type { JsonObject } from '../wire/json.js';
import { dataEvent } from '../wire/planned-response.js';
import { type ContentBlock, deltaUsage, messageContent, stopReason, toStartedMessage } from './messages.js';
import { splitJson, splitWords } from './text-parts.js';

type MessageEvent = JsonObject & { readonly type: string };

/** A generation as the server-sent events of Anthropic's shape, a word of the text per event. */
export function toMessageEvents(generation: Generation): readonly string[] {
  const events: readonly MessageEvent[] = [
    { type: 'message_start', message: toStartedMessage(generation) },
    { type: 'ping' },
    ...messageContent(generation).flatMap(blockEvents),
    { type: 'message_delta', delta: stopDelta(generation), usage: deltaUsage(generation) },
    stopEvent(generation),
  ];
  return events.map((event) => dataEvent(event, event.type));
}

function blockEvents(block: ContentBlock, index: number): readonly MessageEvent[] {
  const { started, deltas } = parts(block);
  return [
    { type: 'content_block_start', index, content_block: started },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** A block in its first event, and what is streamed into it; results of server tools are sent whole. */
function parts(block: ContentBlock): { readonly started: object; readonly deltas: readonly JsonObject[] } {
  switch (block.type) {
    case 'text':
      return {
        started: { ...block, text: '' },
        deltas: splitWords(block.text).map((text) => ({ type: 'text_delta', text })),
      };
    case 'tool_use':
    case 'server_tool_use':
      return {
        started: { ...block, input: {} },
        deltas: splitJson(JSON.stringify(block.input)).map((piece) => ({
          type: 'input_json_delta',
          partial_json: piece,
        })),
      };
    case 'advisor_tool_result':
      return { started: block, deltas: [] };
  }
}

function stopDelta(generation: Generation): JsonObject {
  return {
    container: null,
    stop_details: null,
    stop_reason: stopReason(generation),
    stop_sequence: null,
  };
}

function stopEvent({ metadata }: Generation): MessageEvent {
  return metadata === null
    ? { type: 'message_stop' }
    : { type: 'message_stop', openrouter_metadata: metadata };
}
