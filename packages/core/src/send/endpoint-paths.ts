import type { Endpoint } from '../references/split-batch.js';

/**
 * The documented path of each text endpoint.
 *
 * @param root path of the API's root, without `/` at the end
 * @see https://openrouter.ai/docs/api-reference (read 2026-08-22): batches lie beside `/v1`, under `/beta`
 */
export function endpointPaths(root: string): Readonly<Record<Endpoint, string>> {
  return {
    chat: `${root}/chat/completions`,
    completions: `${root}/completions`,
    responses: `${root}/responses`,
    messages: `${root}/messages`,
    batch: `${root.replace(/\/v1$/i, '/beta')}/batches`,
  };
}
