import { batch } from './batch.js';
import { chat } from './chat.js';
import { completions } from './completions.js';
import { decisions } from './decisions.js';
import { messages } from './messages.js';
import { responses } from './responses.js';
import type { ApiShape, ApiShapeFacts } from './shape.js';

export type { AddedText, ApiError, ApiShape, ApiShapeFacts } from './shape.js';

/** What is known of every API shape. A new shape is a new file here, and the compiler names what it still lacks. */
export const apiShapes: Readonly<Record<ApiShape, ApiShapeFacts>> = {
  chat,
  completions,
  responses,
  messages,
  batch,
  decisions,
};

/** The fields of a stream's event that hold the response, in any shape. */
export const envelopes: readonly string[] = Object.values(apiShapes).flatMap(
  ({ envelope }) => envelope ?? [],
);

/** Whether a name is that of an API shape. */
export function isApiShape(name: string): name is ApiShape {
  return Object.hasOwn(apiShapes, name);
}
