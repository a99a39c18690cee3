import { findPreset } from '@distillable/catalog/light';
import type { JudgedReference } from '../decision/decision.js';
import { isAbsent } from '../references/collection.js';
import { isObject, type JsonObject } from '../references/reference.js';

/** The configurations of presets, by slug. */
export type PresetContents = ReadonlyMap<string, JsonObject>;

/** A body as the server would see it. */
export interface MergedBody {
  readonly body: JsonObject;
  /** The preset's provider preferences, where the request has none of its own. */
  readonly provider: JsonObject | null;
  /** Points references that the preset brought to the place where the request names the preset. */
  locate(reference: JudgedReference, prefix: string): JudgedReference;
}

/** The presets that a body names: top level, and in its models. */
export function findPresets(body: JsonObject): readonly string[] {
  const models = Array.isArray(body['models']) ? body['models'] : [];
  const inSlugs = [body['model'], ...models].flatMap((slug) =>
    typeof slug === 'string' ? (findPreset(slug) ?? []) : [],
  );
  return [...new Set([...(typeof body['preset'] === 'string' ? [body['preset']] : []), ...inSlugs])];
}

/**
 * Merges as OpenRouter does: the request's fields win, the preset's others stay, the tools of both are united. Null
 * where the body names no preset, several, or one that was not read: then it stays unknown.
 *
 * @see https://openrouter.ai/docs/features/presets (read 2026-08-22)
 */
export function mergePresets(body: JsonObject, presets: PresetContents): MergedBody | null {
  const [slug, ...others] = findPresets(body);
  const preset = slug === undefined ? undefined : presets.get(slug);
  if (slug === undefined || preset === undefined || others.length > 0) return null;
  const at = typeof body['preset'] === 'string' ? '/preset' : '/model';
  const own = withoutPreset(body);
  const ownTools = listOf(own['tools']);
  const presetTools = listOf(preset['tools']);
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => !isAbsent(value)));
  const tools = [...ownTools, ...presetTools];
  const merged = { ...preset, ...given, ...(tools.length > 0 ? { tools } : {}) };
  const isFromPreset = (path: string): boolean => {
    const [, field = '', index = ''] = path.split('/');
    return field === 'tools' ? Number(index) >= ownTools.length : !(field in given);
  };
  return {
    body: merged,
    provider: isAbsent(own['provider']) && isObject(preset['provider']) ? preset['provider'] : null,
    locate: (reference, prefix) =>
      isFromPreset(reference.path.slice(prefix.length))
        ? { ...reference, path: `${prefix}${at}` }
        : reference,
  };
}

/** What is no list is kept as an item, so that it is judged too. */
function listOf(tools: unknown): readonly unknown[] {
  if (isAbsent(tools)) return [];
  return Array.isArray(tools) ? tools : [tools];
}

/** The body with its preset taken off: `author/name@preset/slug` names `author/name`, and `@preset/slug` nothing. */
function withoutPreset(body: JsonObject): JsonObject {
  const { preset: _, ...rest } = body;
  const strip = (slug: unknown): unknown =>
    typeof slug === 'string' ? slug.replace(/@preset\/.*$/i, '') || null : slug;
  return {
    ...rest,
    ...('model' in rest ? { model: strip(rest['model']) } : {}),
    ...(Array.isArray(rest['models']) ? { models: rest['models'].map(strip) } : {}),
  };
}
