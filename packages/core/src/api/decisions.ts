import { isObject } from '@distillable/catalog';
import type { ApiShapeFacts } from './shape.js';
import { openRouterError, serverSentEvent } from './shape.js';

/**
 * Decisions: a model reads a state and answers questions. Each question has a fixed kind of answer. The response holds
 * no text, but labels that a model made.
 *
 * @see @openrouter/sdk 1.3.19, `systemOneCreate` and `alphaDecisionsCreate` (no other description has them)
 */
export const decisions: ApiShapeFacts = {
  paths: (root) => [`${root}/systemone`, `${root.replace(/\/v1$/i, '/alpha')}/decisions`],
  promptFields: ['questions'],
  fields: ['questions', 'state', 'model', 'provider', 'session_id', 'trace', 'user'],
  lastEvents: [],
  envelope: null,
  texts: () => [],
  addedTexts: () => [],
  failed: () => false,
  isEmpty: ({ answers }) => answers !== undefined && !isObject(answers),
  errorBody: openRouterError,
  errorEvent: (error) => serverSentEvent(openRouterError(error)),
};
