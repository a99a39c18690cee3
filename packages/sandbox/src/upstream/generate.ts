import type { IncomingHttpHeaders } from 'node:http';
import { type Fault, faultsOf } from '../faults/fault.js';
import { type RoutingState, route } from '../routing/route.js';
import { routingMetadata, wantsMetadata } from '../routing/routing-metadata.js';
import { countTokens, type Generation, newGeneration, type Prompt, type ToolCall } from './generation.js';
import { exampleObject } from './schema-example.js';
import { serverToolResults } from './server-tools.js';

/** What the upstream depends on besides the request. */
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
  const names = servedNames(served.row.id, state.faults);
  const hosts = servedHosts(served.host.name, state.faults);
  const toolCall = callTool(prompt, state);
  const text = toolCall === null ? generatedText(names.served, prompt.text) : '';
  return {
    ...newGeneration(state.now(), state.randomId),
    model: names.inResponse,
    provider: hosts.inResponse,
    text,
    toolCall,
    usage: {
      prompt: countTokens(prompt.text),
      completion: countTokens(toolCall === null ? text : JSON.stringify(toolCall.input)),
    },
    serverTools: serverToolResults(prompt.body, served.row.id, state),
    metadata:
      wantsMetadata(headers) && names.inMetadata !== null
        ? routingMetadata(record, { model: names.inMetadata, provider: hosts.inMetadata })
        : null,
    served: names.served,
    router: served.router,
  };
}

/** The names of the model that serves, which a fault may change or leave out. */
function servedNames(
  routed: string,
  faults: readonly Fault[],
): { served: string; inResponse: string | null; inMetadata: string | null } {
  const [lie] = faultsOf('lying-upstream', faults);
  const served = lie?.model ?? routed;
  if (faultsOf('unnamed-model', faults).length > 0) return { served, inResponse: null, inMetadata: null };
  return {
    served,
    inResponse: lie?.in === 'metadata' ? routed : served,
    inMetadata: lie?.in === 'model' ? routed : served,
  };
}

/** The names of the host that serves, which a fault may change. */
function servedHosts(
  routed: string,
  faults: readonly Fault[],
): { readonly inResponse: string; readonly inMetadata: string } {
  const [lie] = faultsOf('lying-host', faults);
  const host = lie?.host ?? routed;
  return {
    inResponse: lie?.in === 'metadata' ? routed : host,
    inMetadata: lie?.in === 'provider' ? routed : host,
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
