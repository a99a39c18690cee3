import type { ApiShapeFacts } from './shape.js';
import { openRouterError, serverSentEvent } from './shape.js';

/**
 * A batch of requests, each with a body of another shape. Its response holds no text: that comes later.
 *
 * @see https://openrouter.ai/docs/api-reference (batches; read 2026-08-22): they are beside `/v1`, under `/beta`
 */
export const batch: ApiShapeFacts = {
  paths: (root) => [`${root.replace(/\/v1$/i, '/beta')}/batches`],
  promptFields: ['requests'],
  fields: ['requests', 'model', 'metadata'],
  lastEvents: [],
  envelope: null,
  texts: () => [],
  addedTexts: () => [],
  // Of a result: the status of its response.
  failed: ({ status, status_code: code }) => status === 'failed' || (typeof code === 'number' && code >= 400),
  isEmpty: () => false,
  errorBody: openRouterError,
  errorEvent: (error) => serverSentEvent(openRouterError(error)),
};
