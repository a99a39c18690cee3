/**
 * A model as OpenRouter's list has it, with as much in it as a real row holds (as of 2026-08-22: 1.6 KB of JSON and 79
 * values in the mean, six rows in ten with benchmarks, one in six with a character outside ASCII).
 *
 * @param {import('@distillable/catalog').CatalogModel} model
 */
export function fullRow(model) {
  const index = (model.created ?? 0) % 1000;
  return {
    id: model.slug,
    canonical_slug: model.canonicalSlug,
    hugging_face_id: model.huggingFaceId,
    name: model.name,
    created: model.created ?? 0,
    description: `${`${model.name} is made up. `.repeat(5)}${index % 6 === 0 ? '…' : ''}`,
    context_length: model.contextLength,
    architecture: {
      modality: `${model.inputModalities.join('+')}->text`,
      input_modalities: [...model.inputModalities],
      output_modalities: [...model.outputModalities],
      tokenizer: 'Other',
      instruct_type: null,
    },
    pricing: {
      prompt: model.promptPrice,
      completion: model.completionPrice,
      web_search: '0.01',
      input_cache_read: '0.0000001',
    },
    top_provider: { context_length: model.contextLength, max_completion_tokens: 8192, is_moderated: false },
    per_request_limits: null,
    supported_parameters: [...model.supportedParameters],
    default_parameters: {
      ...{ temperature: null, top_p: null, top_k: null },
      ...{ frequency_penalty: null, presence_penalty: null, repetition_penalty: null },
    },
    supported_voices: null,
    knowledge_cutoff: '2026-01-01',
    expiration_date: model.expirationDate,
    links: { details: `/api/v1/models/${model.canonicalSlug}/endpoints` },
    ...(index % 10 < 6 && { benchmarks: benchmarks(index) }),
    ...(index % 10 < 7 && {
      reasoning: { mandatory: false, default_enabled: true, default_effort: 'medium' },
    }),
  };
}

/** @param {number} index */
function benchmarks(index) {
  return {
    design_arena: ['androidnative', 'fullstack', 'godotgamedev', 'mobileapps', 'webapps'].map(
      (category, rank) => ({
        arena: 'agents',
        category,
        elo: 1000 + index,
        win_rate: 47.5,
        rank,
      }),
    ),
    artificial_analysis: { intelligence_index: 52.3, coding_index: 71.4, agentic_index: 46.9 },
  };
}
