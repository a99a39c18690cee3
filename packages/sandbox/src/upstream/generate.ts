import type { IncomingHttpHeaders } from 'node:http';
import { faultsOf } from '../faults/fault.js';
import {
  type RoutedBody,
  type RoutingState,
  route,
  routingMetadata,
  wantsMetadata,
} from '../routing/route.js';
import type { JsonObject } from '../wire/json.js';
import { exampleObject } from './schema-example.js';
import { type ServerToolResult, serverToolResults } from './server-tools.js';

/** The inputs of the upstream besides the request. */
export interface UpstreamState extends RoutingState {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Letters and digits that no other call returns. */
  readonly randomId: () => string;
}

/** A generation, and the facts that only its record shows. */
export interface Generated extends Generation {
  /** The id of the row that served, also where the response does not name it. */
  readonly served: string;
  /** The router that picked the model; null when the request named it. */
  readonly router: string | null;
}

/**
 * Lets the local upstream respond to a prompt.
 *
 * @throws ApiError when no model can serve it
 */
export function generate(prompt: Prompt, headers: IncomingHttpHeaders, state: UpstreamState): Generated {
  const { served, record } = route(prompt, headers, state);
  const { id } = served.row;
  const [lie] = faultsOf('lying-upstream', state.faults);
  const [hostLie] = faultsOf('lying-host', state.faults);
  const isUnnamed = faultsOf('unnamed-model', state.faults).length > 0;
  const model = told(id, lie?.model, lie?.in);
  const provider = told(served.host.name, hostLie?.host, hostLie?.in);
  const toolCall = callTool(prompt, state);
  const text = toolCall === null ? generatedText(lie?.model ?? id, prompt.text) : '';
  return {
    ...newGeneration(state.now(), state.randomId),
    model: isUnnamed ? null : model.inResponse,
    provider: provider.inResponse,
    text,
    toolCall,
    usage: {
      prompt: countTokens(prompt.text),
      completion: countTokens(toolCall === null ? text : JSON.stringify(toolCall.input)),
    },
    serverTools: serverToolResults(prompt.body, id, state),
    metadata:
      wantsMetadata(headers) && !isUnnamed
        ? routingMetadata(record, { model: model.inMetadata, provider: provider.inMetadata })
        : null,
    served: lie?.model ?? id,
    router: served.router,
  };
}

/** The model and host that the response names. A fault may change them in one place or in both. */
function told(
  routed: string,
  other: string = routed,
  where: 'model' | 'provider' | 'metadata' | 'both' = 'both',
): { readonly inResponse: string; readonly inMetadata: string } {
  return {
    inResponse: where === 'metadata' ? routed : other,
    inMetadata: where === 'metadata' || where === 'both' ? other : routed,
  };
}

function callTool({ tool }: Prompt, state: UpstreamState): ToolCall | null {
  if (tool === null) return null;
  return { id: `call_${state.randomId()}`, name: tool.name, input: exampleObject(tool.schema) };
}

const quotedWords = 12;

/** The same text for the same model and prompt. */
function generatedText(model: string, prompt: string): string {
  const words = prompt.match(/\S+/g) ?? [];
  const quoted = words.slice(0, quotedWords).join(' ');
  const more = words.length > quotedWords ? ' …' : '';
  return `This is sandbox text from ${model}. You wrote: “${quoted}${more}”`;
}

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
