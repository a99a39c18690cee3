import type { ServedState } from '../endpoints/endpoint.js';
import { faultsOf } from '../faults/faults-of.js';
import type { SandboxRequest } from '../request/sandbox-request.js';
import { route } from '../routing/route.js';
import { providerOf, routingMetadata, wantsMetadata } from '../routing/routing-metadata.js';
import { generatedText } from './generated-text.js';
import type { Generation, ToolCall } from './generation.js';
import { newGeneration } from './new-generation.js';
import type { Prompt } from './prompt.js';
import { exampleObject } from './schema-example.js';
import { serverToolResults } from './server-tool-results.js';
import { countTokens } from './split-words.js';

/** A generation, and what its record tells beyond it. */
export interface Generated extends Generation {
  /** The id of the row that served, also where the answer does not name it. */
  readonly served: string;
  /** The router that picked the model; null when the request named it. */
  readonly router: string | null;
}

/**
 * Lets the local upstream answer a prompt.
 *
 * @throws AnswerError when no model can serve it
 */
export function generate(prompt: Prompt, request: SandboxRequest, state: ServedState): Generated {
  const { served, record } = route(prompt, request, state);
  const names = servedNames(served.row.id, state);
  const toolCall = callTool(prompt, state);
  const text = toolCall === null ? generatedText(names.served, prompt.text) : '';
  return {
    ...newGeneration(state.now(), state.randomId),
    model: names.inAnswer,
    provider: providerOf(served),
    text,
    toolCall,
    usage: {
      prompt: countTokens(prompt.text),
      completion: countTokens(toolCall === null ? text : JSON.stringify(toolCall.input)),
    },
    serverTools: serverToolResults(prompt.body, served.row.id, state),
    metadata:
      wantsMetadata(request.headers) && names.inMetadata !== null
        ? routingMetadata(record, names.inMetadata)
        : null,
    served: names.served,
    router: served.router,
  };
}

/** The names of the model that serves, which a fault may bend or leave out. */
function servedNames(
  routed: string,
  { faults }: ServedState,
): { served: string; inAnswer: string | null; inMetadata: string | null } {
  const [lie] = faultsOf('lying-upstream', faults);
  const served = lie?.model ?? routed;
  if (faultsOf('unnamed-model', faults).length > 0) return { served, inAnswer: null, inMetadata: null };
  return {
    served,
    inAnswer: lie?.in === 'metadata' ? routed : served,
    inMetadata: lie?.in === 'model' ? routed : served,
  };
}

function callTool({ tool }: Prompt, state: ServedState): ToolCall | null {
  if (tool === null) return null;
  return { id: `call_${state.randomId()}`, name: tool.name, input: exampleObject(tool.schema) };
}
