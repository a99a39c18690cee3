import { AnswerError } from '../answer/answer-error.js';
import type { Prompt } from '../generation/prompt.js';
import { isJsonObject, type JsonObject } from '../json-object.js';

const mostFallbacks = 3;

/**
 * The models that a body names to make its text, in the order in which they are tried.
 *
 * @throws AnswerError 400 when it names none, or not as its endpoint allows
 */
export function namedModels({ endpoint, body }: Pick<Prompt, 'endpoint' | 'body'>): readonly string[] {
  const { model } = body;
  if (model !== undefined && model !== null && typeof model !== 'string') {
    throw new AnswerError(400, '`model` must be a string.');
  }
  const names = [
    ...(typeof model === 'string' ? [model] : []),
    ...listedModels(body),
    ...(endpoint === 'messages' ? fallbackModels(body) : []),
  ];
  if (names.length === 0) throw new AnswerError(400, 'No models provided');
  return [...new Set(names)];
}

function listedModels({ models }: JsonObject): readonly string[] {
  if (models === undefined || models === null) return [];
  if (!Array.isArray(models) || !models.every((name) => typeof name === 'string')) {
    throw new AnswerError(400, '`models` must be a list of strings.');
  }
  return models;
}

function fallbackModels({ fallbacks, models }: JsonObject): readonly string[] {
  if (fallbacks === undefined || fallbacks === null) return [];
  if (models !== undefined && models !== null) {
    throw new AnswerError(400, '`fallbacks` and `models` cannot be used together.');
  }
  if (!Array.isArray(fallbacks) || fallbacks.length > mostFallbacks) {
    throw new AnswerError(400, `\`fallbacks\` must be a list of at most ${mostFallbacks} models.`);
  }
  return fallbacks.map((fallback: unknown) => {
    if (isJsonObject(fallback) && typeof fallback['model'] === 'string') return fallback['model'];
    throw new AnswerError(400, 'Every entry of `fallbacks` must have a `model`.');
  });
}
