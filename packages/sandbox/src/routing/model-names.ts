import { ApiError } from '../wire/api-error.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';

const maxFallbacks = 3;

/** A body, and whether its API shape has `fallbacks` besides `models`, as that of `/messages` has. */
export interface RoutedBody {
  readonly body: JsonObject;
  readonly hasFallbacks: boolean;
}

/**
 * The models that a body names to generate its text, in the order in which they are tried.
 *
 * @throws ApiError 400 when it names none, or not as its API shape allows
 */
export function namedModels({ body, hasFallbacks }: RoutedBody): readonly string[] {
  const { model } = body;
  if (model !== undefined && model !== null && typeof model !== 'string') {
    throw new ApiError(400, '`model` must be a string.');
  }
  const names = [
    ...(typeof model === 'string' ? [model] : []),
    ...listedModels(body),
    ...(hasFallbacks ? fallbackModels(body) : []),
  ];
  if (names.length === 0) throw new ApiError(400, 'No models provided');
  return [...new Set(names)];
}

function listedModels({ models }: JsonObject): readonly string[] {
  if (models === undefined || models === null) return [];
  if (!Array.isArray(models) || !models.every((name) => typeof name === 'string')) {
    throw new ApiError(400, '`models` must be a list of strings.');
  }
  return models;
}

function fallbackModels({ fallbacks, models }: JsonObject): readonly string[] {
  if (fallbacks === undefined || fallbacks === null) return [];
  if (models !== undefined && models !== null) {
    throw new ApiError(400, '`fallbacks` and `models` cannot be used together.');
  }
  if (!Array.isArray(fallbacks) || fallbacks.length > maxFallbacks) {
    throw new ApiError(400, `\`fallbacks\` must be a list of at most ${maxFallbacks} models.`);
  }
  return fallbacks.map((fallback: unknown) => {
    if (isJsonObject(fallback) && typeof fallback['model'] === 'string') return fallback['model'];
    throw new ApiError(400, 'Every entry of `fallbacks` must have a `model`.');
  });
}
