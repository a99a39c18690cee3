import { ApiError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import { jsonResponse } from '../wire/planned-response.js';
import { apiRoot } from '../wire/request.js';
import type { Endpoint, Presets } from './endpoint.js';

/**
 * `GET /presets/{slug}`: a preset with its fields.
 *
 * @see https://openrouter.ai/docs/features/presets (OpenAPI description read 2026-08-22)
 */
export const presetEndpoint: Endpoint = {
  method: 'GET',
  path: `${apiRoot}/presets/{slug}`,
  respond: (_request, { presets }, slug) =>
    jsonResponse(200, { data: presetRecord(slug, findPreset(slug, presets)) }),
};

/** When the sandbox claims that its presets were made. */
const made = '2026-08-22T00:00:00.000Z';

function presetRecord(slug: string, config: JsonObject): JsonObject {
  const id = `preset-${slug}`;
  const version = `${id}-1`;
  return {
    id,
    slug,
    name: slug,
    description: null,
    status: 'active',
    status_updated_at: null,
    workspace_id: null,
    creator_user_id: null,
    created_at: made,
    updated_at: made,
    designated_version_id: version,
    designated_version: {
      id: version,
      preset_id: id,
      creator_id: 'sandbox',
      version: 1,
      system_prompt: null,
      config,
      created_at: made,
      updated_at: made,
    },
  };
}

function findPreset(slug: string, presets: Presets): JsonObject {
  const config = presets.get(slug);
  if (config === undefined) throw new ApiError(404, `Preset "${slug}" not found.`);
  return config;
}

/** A body after its preset is merged into it. */
export interface MergedBody {
  readonly body: JsonObject;
  /** The slug of the preset; null when the body names none. */
  readonly preset: string | null;
}

/**
 * Merges the preset that a body names, in `preset` or in a slug, into the body. The body's own fields win, the
 * preset's other fields are added, and the tools of both are united.
 *
 * @see https://openrouter.ai/docs/features/presets (read 2026-08-22)
 * @throws ApiError 400 for several presets, 404 for an unknown one
 */
export function applyPreset(body: JsonObject, presets: Presets): MergedBody {
  const { own, named } = takePresets(body);
  const [slug, ...others] = named;
  if (slug === undefined) return { body, preset: null };
  if (others.length > 0) throw new ApiError(400, 'A request can name one preset only.');
  const config = findPreset(slug, presets);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => !isAbsent(value)));
  const tools = [...listOf(given['tools']), ...listOf(config['tools'])];
  return { body: { ...config, ...given, ...(tools.length === 0 ? {} : { tools }) }, preset: slug };
}

const suffix = /@preset\/(.+)$/;

/** The presets that a body names, and what it is without them: a model that only names a preset is left out. */
function takePresets({ preset, ...body }: JsonObject): { own: JsonObject; named: ReadonlySet<string> } {
  const named = new Set(typeof preset === 'string' ? [preset] : []);
  const strip = (slug: unknown): unknown => {
    if (typeof slug !== 'string') return slug;
    const slugOfPreset = suffix.exec(slug)?.[1];
    if (slugOfPreset !== undefined) named.add(slugOfPreset);
    return slug.replace(suffix, '') || null;
  };
  const stripFallback = (fallback: unknown): unknown =>
    isJsonObject(fallback) ? { ...fallback, model: strip(fallback['model']) } : fallback;
  const { model, models, fallbacks } = body;
  const own = {
    ...body,
    ...(typeof model === 'string' ? { model: strip(model) } : {}),
    ...(Array.isArray(models) ? { models: models.map(strip).filter((slug) => !isAbsent(slug)) } : {}),
    ...(Array.isArray(fallbacks) ? { fallbacks: fallbacks.map(stripFallback) } : {}),
  };
  return { own, named };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
