import type { RoutedBody } from '../routing/model-names.js';
import type { JsonObject } from '../wire/json.js';

/** What an API shape reads of a body for the local upstream. `body` is the whole body, for routing. */
export interface Prompt extends RoutedBody {
  /** The user's last text. */
  readonly text: string;
  /** The first function tool that may be called; null after a tool result, or where the tool choice is `none`. */
  readonly tool: { readonly name: string; readonly schema: JsonObject } | null;
}

/** What the local upstream generated, before it is written in an API shape. */
export interface Generation {
  /** `gen-<unix seconds>-<random>`; the header `x-generation-id` has it too. */
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** The id of the row that served, as the response names it; null where a fault leaves it out. */
  readonly model: string | null;
  readonly provider: string;
  /** Empty where a tool is called. */
  readonly text: string;
  readonly toolCall: ToolCall | null;
  readonly usage: TokenUsage;
  /** The results of the request's `openrouter:advisor`, `openrouter:subagent` and `openrouter:fusion` tools. */
  readonly serverTools: readonly ServerToolResult[];
  /** `openrouter_metadata`; null when it was not asked for, and on a cache replay. */
  readonly metadata: JsonObject | null;
}

/** The call of a function tool. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

/** Tokens, counted in words. */
export interface TokenUsage {
  readonly prompt: number;
  readonly completion: number;
}

/** The result of a tool that runs on the server, and the models that wrote it. */
export interface ServerToolResult {
  readonly type: 'openrouter:advisor' | 'openrouter:subagent' | 'openrouter:fusion';
  readonly models: readonly string[];
  readonly text: string;
}

/** The id and the time of a generation that begins now; `now` in milliseconds since 1970. */
export function newGeneration(now: number, randomId: () => string): Pick<Generation, 'id' | 'created'> {
  const created = Math.floor(now / 1000);
  return { id: `gen-${created}-${randomId()}`, created };
}

/** The end of every id within a response, as unique as the generation's own id. */
export function idSuffix({ id }: Generation): string {
  return id.replace(/^gen-/, '').replaceAll('-', '');
}

/** How many tokens the sandbox counts for a text. */
export function countTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
