import { type CatalogSnapshot, createCatalog } from '@distillable/catalog';
import { type ModelRow, startSandbox } from '@distillable/sandbox';

/** Reads rows, given as OpenRouter sends them, through a real server; `distillable` names those with the permission. */
export async function readSnapshot(rows: readonly ModelRow[], distillable: readonly string[]): Promise<CatalogSnapshot> {
  const sandbox = await startSandbox({
    catalog: { models: rows, distillable: new Set(distillable), sample: 'rows of a test' },
  });
  const catalog = createCatalog({ baseUrl: sandbox.url, onWarning: () => {} });
  try {
    return await catalog.snapshot();
  } finally {
    await catalog.close();
    await sandbox.close();
  }
}

/** A row as OpenRouter sends it. */
export function row(id: string, fields: Readonly<Record<string, unknown>> = {}): ModelRow {
  return {
    id,
    canonical_slug: id,
    name: id,
    created: 1_750_000_000,
    context_length: 131_072,
    architecture: { input_modalities: ['text'], output_modalities: ['text'], tokenizer: 'Other' },
    pricing: { prompt: '0.0000001', completion: '0.0000004' },
    supported_parameters: ['tools'],
    expiration_date: null,
    hugging_face_id: null,
    ...fields,
  };
}
