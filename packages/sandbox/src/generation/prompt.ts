import type { JsonObject } from '../json-object.js';

/** What an endpoint reads of its body for the local upstream. */
export interface Prompt {
  readonly endpoint: 'chat' | 'completions' | 'responses' | 'messages';
  /** The whole body: routing reads `model`, `models`, `fallbacks`, `provider`, `plugins` and `tools` from it. */
  readonly body: JsonObject;
  /** The last text of the user. */
  readonly text: string;
  /** The first function tool that may be called; null after a tool result, or where the tool choice is `none`. */
  readonly tool: { readonly name: string; readonly schema: JsonObject } | null;
}
