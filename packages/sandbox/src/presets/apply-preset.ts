import { AnswerError } from '../answer/answer-error.js';
import { isJsonObject, type JsonObject } from '../json-object.js';

/** Presets by their slug: fields of a request body each. */
export type Presets = ReadonlyMap<string, JsonObject>;

/** A body as routing reads it. */
export interface MergedBody {
  readonly body: JsonObject;
  /** The preset that was merged into it. */
  readonly preset: string | null;
}

/**
 * Merges the preset that a body names, in `preset` or in a slug, into the body. The body's own fields win, the
 * preset's others are added, and the tools of both are united.
 *
 * @see https://openrouter.ai/docs/features/presets (read 2026-08-22)
 * @throws AnswerError 400 for several presets, 404 for an unknown one
 */
export function applyPreset(body: JsonObject, presets: Presets): MergedBody {
  const [slug, ...others] = namedPresets(body);
  if (slug === undefined) return { body, preset: null };
  if (others.length > 0) throw new AnswerError(400, 'A request can name one preset only.');
  const { preset: _, ...own } = stripPresets(body);
  const config = findPreset(slug, presets);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => !isAbsent(value)));
  const tools = [...listOf(given['tools']), ...listOf(config['tools'])];
  return { body: { ...config, ...given, ...(tools.length === 0 ? {} : { tools }) }, preset: slug };
}

/**
 * A preset's fields.
 *
 * @throws AnswerError 404 when there is none of that slug
 */
export function findPreset(slug: string, presets: Presets): JsonObject {
  const config = presets.get(slug);
  if (config === undefined) throw new AnswerError(404, `Preset "${slug}" not found.`);
  return config;
}

const suffix = /@preset\/(.+)$/;

function namedPresets({ preset, model, models, fallbacks }: JsonObject): ReadonlySet<string> {
  const slugs = [model, ...listOf(models), ...listOf(fallbacks).map(modelOf)];
  return new Set([
    ...(typeof preset === 'string' ? [preset] : []),
    ...slugs.flatMap((slug) => (typeof slug === 'string' ? (suffix.exec(slug)?.[1] ?? []) : [])),
  ]);
}

/** The body with `author/name@preset/slug` as `author/name`, and without a model that is nothing but a preset. */
function stripPresets(body: JsonObject): JsonObject {
  const { model, models, fallbacks } = body;
  return {
    ...body,
    ...(typeof model === 'string' ? { model: strip(model) } : {}),
    ...(Array.isArray(models) ? { models: models.map(strip).filter((slug) => !isAbsent(slug)) } : {}),
    ...(Array.isArray(fallbacks) ? { fallbacks: fallbacks.map(stripFallback) } : {}),
  };
}

function strip(slug: unknown): unknown {
  return typeof slug === 'string' ? slug.replace(suffix, '') || null : slug;
}

function stripFallback(fallback: unknown): unknown {
  return isJsonObject(fallback) ? { ...fallback, model: strip(fallback['model']) } : fallback;
}

function modelOf(fallback: unknown): unknown {
  return isJsonObject(fallback) ? fallback['model'] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
