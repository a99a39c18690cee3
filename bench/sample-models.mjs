/** @typedef {import('@distillable/catalog').CatalogModel} CatalogModel */

const authors = ['mistralai', 'qwen', 'openai', 'anthropic', 'google', 'deepseek', 'meta-llama', 'x-ai'];
// The first eight are on every row; which of the others are differs from row to row.
const commonParameters = 8;
const parameters = [
  ...['max_tokens', 'temperature', 'top_p', 'stop', 'seed', 'tools', 'tool_choice', 'response_format'],
  ...['reasoning', 'include_reasoning', 'structured_outputs', 'frequency_penalty', 'presence_penalty'],
  ...['repetition_penalty', 'top_k', 'logprobs'],
];

/**
 * Made-up rows with the fields and lengths of real ones (as of 2026-08-22: 150 different sets of parameters, 12 in the
 * mean), the same at every call, ordered by slug.
 *
 * @param {number} count
 * @returns {CatalogModel[]}
 */
export function sampleModels(count) {
  return Array.from({ length: count }, (_, index) => sampleModel(index)).sort((a, b) =>
    a.slug < b.slug ? -1 : 1,
  );
}

/**
 * @param {number} index
 * @returns {CatalogModel}
 */
function sampleModel(index) {
  const author = authors[index % authors.length] ?? 'openai';
  const slug = `${author}/sample-${index}-chat`;
  return {
    slug,
    canonicalSlug: index % 3 === 0 ? slug : `${slug}-20260801`,
    name: `${author}: Sample ${index} Chat`,
    kind: 'model',
    permission: index % 4 === 0 ? 'distillable' : 'not-distillable',
    aliasTarget: null,
    created: 1_750_000_000 + index,
    contextLength: 32_768 * (1 + (index % 8)),
    promptPrice: (0.0000001 * (1 + (index % 50))).toFixed(8),
    completionPrice: (0.0000004 * (1 + (index % 50))).toFixed(8),
    inputModalities: index % 2 === 0 ? ['text', 'image', 'file'] : ['text'],
    outputModalities: ['text'],
    supportedParameters: parameters.filter(
      (_, place) => place < commonParameters || ((index % 150) >> (place - commonParameters)) % 2 === 1,
    ),
    expirationDate: index % 40 === 0 ? '2098-12-31' : null,
    huggingFaceId: index % 5 < 2 ? `${author}/Sample-${index}-Chat` : null,
  };
}
