import type { Generation } from '../generation/generation.js';
import { idSuffix } from '../generation/id-suffix.js';
import type { JsonObject } from '../json-object.js';
import { messageContent } from './message-content.js';
import { messageUsage, startUsage } from './message-usage.js';

/** A generation as a whole message in Anthropic's shape. */
export function toMessage(generation: Generation): JsonObject {
  return {
    ...envelope(generation),
    content: messageContent(generation),
    stop_reason: stopReason(generation),
    usage: messageUsage(generation),
    ...(generation.metadata === null ? {} : { openrouter_metadata: generation.metadata }),
  };
}

/** The message as `message_start` shows it, without content. */
export function toStartedMessage(generation: Generation): JsonObject {
  return { ...envelope(generation), content: [], stop_reason: null, usage: startUsage(generation) };
}

/** Why the message ends. */
export function stopReason({ toolCall }: Generation): string {
  return toolCall === null ? 'end_turn' : 'tool_use';
}

function envelope(generation: Generation): JsonObject {
  const { model, provider } = generation;
  return {
    id: `msg_${idSuffix(generation)}`,
    type: 'message',
    role: 'assistant',
    ...(model === null ? {} : { model }),
    provider,
    container: null,
    stop_details: null,
    stop_sequence: null,
  };
}
