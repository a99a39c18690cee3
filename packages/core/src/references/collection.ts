import type { Namings } from './naming.js';
import type { ModelReference, ReferenceRole } from './reference.js';

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

/** What was found in one body. */
export interface Collection {
  readonly references: ModelReference[];
  readonly bounds: RouterBound[];
  /** The spellings that the body's reader reads: a panel or an exclusion in another one does not count. */
  readonly namings: Namings;
}

/** The same collection for what the SDK hands on as it is: nested tools, and everything under `additionalProperties`. */
export function asOnTheWire(found: Collection): Collection {
  return { ...found, namings: ['wire'] };
}

/** Notes what stands where one slug belongs. */
export function addSlug(found: Collection, path: string, role: ReferenceRole, value: unknown): void {
  found.references.push(
    typeof value === 'string'
      ? { path, role, kind: 'slug', text: value }
      : { path, role, kind: 'malformed', value },
  );
}

/** Notes what stands where a list of slugs belongs. */
export function addSlugs(found: Collection, path: string, role: ReferenceRole, value: unknown): void {
  if (Array.isArray(value)) {
    for (const [index, slug] of value.entries()) addSlug(found, `${path}/${index}`, role, slug);
  } else {
    addSlug(found, path, role, typeof value === 'string' ? value : { not: 'a list' });
  }
}

/** Notes what stands where a preset's slug belongs. */
export function addPreset(found: Collection, path: string, preset: unknown): void {
  found.references.push(
    typeof preset === 'string'
      ? { path, role: 'preset', kind: 'preset', text: preset }
      : { path, role: 'preset', kind: 'malformed', value: preset },
  );
}

/** Whether a field says nothing: OpenRouter treats null like an absent field. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
