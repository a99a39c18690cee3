import type { JsonObject } from '../json-object.js';

/** What the local upstream made, before it takes an endpoint's shape. */
export interface Generation {
  /** `gen-<unix seconds>-<random>`; the header `x-generation-id` carries it too. */
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** The id of the row that served, as the answer names it; null where a fault leaves it out. */
  readonly model: string | null;
  readonly provider: string;
  /** Empty where a tool is called. */
  readonly text: string;
  readonly toolCall: ToolCall | null;
  readonly usage: TokenUsage;
  /** What the request's `openrouter:advisor`, `openrouter:subagent` and `openrouter:fusion` tools gave. */
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

/** What a tool that runs on the server gave, and which models made it. */
export interface ServerToolResult {
  readonly type: 'openrouter:advisor' | 'openrouter:subagent' | 'openrouter:fusion';
  readonly models: readonly string[];
  readonly text: string;
}
