import { batchEndpoint } from './batch.js';
import { batchesEndpoint } from './batches.js';
import { chatCompletionsEndpoint } from './chat-completions.js';
import { completionsEndpoint } from './completions.js';
import type { Endpoint } from './endpoint.js';
import { generationEndpoint } from './generation.js';
import { messagesEndpoint } from './messages.js';
import { presetEndpoint } from './preset.js';
import { responsesEndpoint } from './responses.js';

/** The endpoints that make text, or tell of it. They need a key. */
export const keyedEndpoints: readonly Endpoint[] = [
  chatCompletionsEndpoint,
  completionsEndpoint,
  responsesEndpoint,
  messagesEndpoint,
  generationEndpoint,
  presetEndpoint,
  batchesEndpoint,
  batchEndpoint,
];
