import type { ModelRow } from '../catalog/model-row.js';
import type { SandboxCatalog } from '../catalog/sandbox-catalog.js';

/** A row with what the sandbox reads; `fields` replace or add. */
export function row(id: string, fields: Partial<ModelRow> = {}): ModelRow {
  return {
    id,
    canonical_slug: `${id}-20260101`,
    name: `Name of ${id}`,
    architecture: { output_modalities: ['text'], tokenizer: 'Other' },
    supported_parameters: ['temperature'],
    ...fields,
  };
}

const routed = { architecture: { output_modalities: ['text'], tokenizer: 'Router' } };

/** Two distillable rows, two others, an alias of either, and a router. */
export const smallCatalog: SandboxCatalog = {
  models: [
    row('qwen/one'),
    row('qwen/two', { supported_parameters: ['temperature', 'tools'] }),
    row('openai/three', { supported_parameters: ['tools'] }),
    row('openai/sound', { architecture: { output_modalities: ['audio'], tokenizer: 'Other' } }),
    row('~qwen/latest', { ...routed, alias_target: { slug: 'qwen/two', name: 'Two' } }),
    row('~openai/latest', { ...routed, alias_target: { slug: 'openai/three', name: 'Three' } }),
    row('openrouter/auto', routed),
  ],
  distillable: new Set(['qwen/one', 'qwen/two', 'openrouter/auto']),
  sample: 'a small catalog for tests',
};
