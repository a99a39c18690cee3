import type { JsonObject } from '../json-object.js';

/** When the sandbox says that its presets were made. */
const made = '2026-08-22T00:00:00.000Z';

/** A preset as `GET /presets/{slug}` tells it. */
export function presetJson(slug: string, config: JsonObject): JsonObject {
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
