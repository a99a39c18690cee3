import type { CatalogModel, CatalogSnapshot, Verdict } from '@distillable/catalog/light';

/** A row of `GET /models`, as far as the catalog keeps it, with its verdict. */
export interface ModelRow {
  readonly id: string;
  /** Null where nobody can tell. */
  readonly distillable: boolean | null;
  readonly distillable_verdict: Verdict;
  readonly [field: string]: unknown;
}

/**
 * Writes a row in OpenRouter's shape. Strict clients want every field that is required there; what the catalog does not
 * keep is empty.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (read 2026-08-22)
 */
export function modelRow(model: CatalogModel, snapshot: CatalogSnapshot): ModelRow {
  const { slug, inputModalities, outputModalities, contextLength } = model;
  const { verdict } = snapshot.resolve(slug);
  return {
    id: slug,
    canonical_slug: model.canonicalSlug,
    name: model.name,
    created: model.created ?? 0,
    description: '',
    context_length: contextLength,
    architecture: {
      modality: `${inputModalities.join('+')}->${outputModalities.join('+')}`,
      input_modalities: inputModalities,
      output_modalities: outputModalities,
      tokenizer: 'Other',
      instruct_type: null,
    },
    // What depends on the model chosen is -1 there.
    pricing: { prompt: model.promptPrice ?? '-1', completion: model.completionPrice ?? '-1' },
    top_provider: { context_length: contextLength, max_completion_tokens: null, is_moderated: false },
    per_request_limits: null,
    supported_parameters: model.supportedParameters,
    default_parameters: null,
    supported_voices: null,
    expiration_date: model.expirationDate,
    hugging_face_id: model.huggingFaceId,
    links: { details: `/api/v1/models/${slug}/endpoints` },
    ...(model.aliasTarget === null ? {} : { alias_target: aliasTarget(model.aliasTarget, snapshot) }),
    distillable: isDistillable(verdict),
    distillable_verdict: verdict,
  };
}

function aliasTarget(slug: string, snapshot: CatalogSnapshot): object {
  return { slug, name: snapshot.get(slug)?.name ?? slug };
}

function isDistillable(verdict: Verdict): boolean | null {
  if (verdict === 'distillable') return true;
  return verdict === 'not-distillable' ? false : null;
}
