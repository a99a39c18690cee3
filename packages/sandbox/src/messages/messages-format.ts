import type { TextFormat } from '../generation/text-format.js';
import { readMessagesPrompt } from './read-messages-prompt.js';
import { toMessage } from './to-message.js';
import { toMessageEvents } from './to-message-events.js';

/** Anthropic's Messages shape with OpenRouter's additions. */
export const messagesFormat: TextFormat = {
  readPrompt: readMessagesPrompt,
  toJson: toMessage,
  toEvents: toMessageEvents,
};
