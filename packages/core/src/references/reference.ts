import { pointer } from '@distillable/catalog';

/**
 * What a model named at a place would do. `primary` answers; `fallback` answers when another can't; `candidate` may be
 * picked by a router; `pinned` is reused from an earlier response; `panel`, `analyst`, `advisor`, `worker` and `image`
 * work inside tools; `preset` is stored on the server; `router` is a plugin that picks; `unrecognised` is a field that
 * looks like the name of a model, in a place that this package does not know.
 */
export type ReferenceRole =
  | 'primary'
  | 'fallback'
  | 'candidate'
  | 'pinned'
  | 'panel'
  | 'analyst'
  | 'advisor'
  | 'worker'
  | 'image'
  | 'preset'
  | 'router'
  | 'unrecognised';

/** Why the body does not say which model it would be. */
export type OpenReason =
  | 'no-model'
  | 'default-panel'
  | 'default-advisor'
  | 'default-image-model'
  | 'default-fallbacks'
  | 'plugin-picks'
  | 'stored-prompt'
  | 'unknown-tool'
  | 'too-deep';

/** One place in a body where a model is named or would be picked. */
export type ModelReference = {
  /** JSON Pointer (RFC 6901) into the body; where something is missing, to where it would stand. */
  readonly path: string;
  readonly role: ReferenceRole;
} & (
  | { readonly kind: 'slug'; readonly text: string }
  /** A candidate pattern such as `qwen/*`. */
  | { readonly kind: 'pattern'; readonly text: string; readonly excluded: readonly string[] }
  | { readonly kind: 'preset'; readonly text: string }
  /** The server would pick. */
  | { readonly kind: 'open'; readonly reason: OpenReason }
  /** There is something other than text where a slug is expected. */
  | { readonly kind: 'malformed'; readonly value: unknown }
);

/** The candidates that a body gives to a router, in one plugin entry. */
export interface RouterBound {
  /** The plugin's id: `auto-router` bounds `openrouter/auto`, `auto-beta-router` bounds `openrouter/auto-beta`. */
  readonly pluginId: string;
  /** JSON Pointer to the plugin entry. */
  readonly path: string;
  /** JSON Pointer to the list of patterns; null where the entry has none. */
  readonly listPath: string | null;
  /** Number of patterns in that list. */
  readonly patterns: number;
  /** False when the entry is switched off: its settings count for nothing. */
  readonly enabled: boolean;
}

/** Text that may be a slug, in a place that need not name a model. It counts only if the catalog has a row for it. */
export interface Mention {
  /** JSON Pointer into the body: to the text, or to the field that has it as its name. */
  readonly path: string;
  readonly text: string;
}

/** Everything that was found in one body. */
export interface Collection {
  readonly references: ModelReference[];
  readonly bounds: RouterBound[];
  readonly mentions: Mention[];
  /** JSON Pointers to fields that are spelled as in the official SDK: the server does not read them. */
  readonly camelCased: string[];
  /** Number of references and camel-cased fields that were found. Above {@link maxPlaces} not all of them are kept. */
  places: number;
}

/** At most this many places of one body are judged. The longest list with a meaning is an auto router's: 1,024 patterns. */
export const maxPlaces = 2_048;

/** In characters. The longest real slugs, with a variant and a preset, have less than 100. */
const maxSlugLength = 256;

/** In characters. */
const maxPathLength = 512;

export function createCollection(): Collection {
  return { references: [], bounds: [], mentions: [], camelCased: [], places: 0 };
}

/** Notes a place that names a model or lets one be picked. */
export function addReference(found: Collection, reference: ModelReference): void {
  found.places += 1;
  if (found.places <= maxPlaces) found.references.push(reference);
}

/** Notes a field that is spelled as in the official SDK. */
export function addCamelCased(found: Collection, path: string): void {
  found.places += 1;
  if (found.places <= maxPlaces) found.camelCased.push(path);
}

/**
 * The JSON Pointer of a place within another. A name that would make it too long becomes `…`: otherwise a long name
 * with many models in it would be repeated for each of them.
 */
export function placeIn(parent: string, key: string | number): string {
  const length = parent.length + (typeof key === 'number' ? 0 : key.length);
  return length > maxPathLength ? `${parent}/…` : pointer(parent, key);
}

/** Notes the value of a field for one slug. */
export function addSlug(found: Collection, path: string, role: ReferenceRole, value: unknown): void {
  addReference(
    found,
    isShortText(value) ? { path, role, kind: 'slug', text: value } : { path, role, kind: 'malformed', value },
  );
}

/** At most this many texts of one body that may be slugs are looked up. */
export const maxMentions = 16_384;

/** Notes text that may be a slug. Every slug has a slash. Where there are too many, there are too many places. */
export function addMention(found: Collection, path: string, text: string): void {
  if (!isShortText(text) || !text.includes('/')) return;
  if (found.mentions.length < maxMentions) found.mentions.push({ path, text });
  else found.places = Math.max(found.places, maxPlaces) + 1;
}

/** Whether a value may be a slug or a pattern. */
export function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxSlugLength;
}

/** Notes the value of a field for a list of slugs. */
export function addSlugs(found: Collection, path: string, role: ReferenceRole, value: unknown): void {
  if (Array.isArray(value)) {
    for (const [index, slug] of value.entries()) addSlug(found, `${path}/${index}`, role, slug);
  } else {
    addSlug(found, path, role, typeof value === 'string' ? value : { not: 'a list' });
  }
}

/** Notes the value of a field for the slug of a preset. */
export function addPreset(found: Collection, path: string, preset: unknown): void {
  addReference(
    found,
    isShortText(preset)
      ? { path, role: 'preset', kind: 'preset', text: preset }
      : { path, role: 'preset', kind: 'malformed', value: preset },
  );
}

/** Whether a field counts as absent: OpenRouter treats null like an absent field. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
