import type { CatalogModel } from '@distillable/catalog';
import type { ReferenceRole } from '@distillable/core';
import { isProven } from './proven.js';

/** What a body is planted in: the list that it will be judged by. */
export interface World {
  readonly rows: readonly CatalogModel[];
  /** A tame body names proven models only, in the right places and spellings. */
  readonly isTame: boolean;
  /** Slugs to plant. */
  readonly slugs: readonly string[];
}

/** One place in a body where a model is named or would be picked, as its generator knows it. */
export interface Plant {
  readonly path: readonly (string | number)[];
  readonly role: ReferenceRole;
  /** `open`: the server would pick; `misfit`: no text; `preset`: stored on the server. None of these is ever proven. */
  readonly kind: 'slug' | 'pattern' | 'open' | 'misfit' | 'preset';
  readonly text: string;
  readonly excluded: readonly string[];
}

/** A router's candidates as one plugin entry gives them. */
export interface PlantedBound {
  readonly pluginId: string;
  /** Whether the entry is switched on and has candidates. */
  readonly isEffective: boolean;
}

/** A value with what was planted in it. `undefined` leaves the field out. */
export interface Planted {
  readonly value: unknown;
  readonly plants: readonly Plant[];
  readonly bounds: readonly PlantedBound[];
  /** Whether the model of an earlier response is used again. */
  readonly pins: boolean;
  /** Whether a field of OpenRouter's own is in camelCase, which the server does not read. */
  readonly isMisspelt: boolean;
}

/** Plants something once the world is known. */
export type Plan = (world: World) => Planted;

/** A value that names no model. */
export function bare(value: unknown): Planted {
  return { value, plants: [], bounds: [], pins: false, isMisspelt: false };
}

/** A value that is a plant itself. */
export function plant(
  value: unknown,
  role: ReferenceRole,
  kind: Plant['kind'],
  excluded: readonly string[] = [],
): Planted {
  const text = typeof value === 'string' ? value : '';
  return { ...bare(value), plants: [{ path: [], role, kind, text, excluded }] };
}

export function objectOf(fields: Readonly<Record<string, Planted>>): Planted {
  const entries = Object.entries(fields);
  const value = Object.fromEntries(
    entries.filter(([, field]) => field.value !== undefined).map(([key, field]) => [key, field.value]),
  );
  return { ...gather(entries), value };
}

export function listOf(items: readonly Planted[]): Planted {
  return { ...gather([...items.entries()]), value: items.map(({ value }) => value) };
}

/** A field under a name in camelCase: as the server does not read it, what it holds is judged as unknown. */
export function misspelt(planted: Planted): Planted {
  return planted.value === undefined ? planted : { ...planted, isMisspelt: true };
}

/** The same plants, and further ones. */
export function alsoPlanting(planted: Planted, ...plants: readonly Plant[]): Planted {
  return { ...planted, plants: [...planted.plants, ...plants] };
}

/** The place where nothing stands and the server would pick. */
export function gap(role: ReferenceRole, ...path: readonly (string | number)[]): Plant {
  return { path, role, kind: 'open', text: '', excluded: [] };
}

function gather(children: readonly (readonly [string | number, Planted])[]): Planted {
  return {
    value: undefined,
    plants: children.flatMap(([key, { plants }]) =>
      plants.map((each) => ({ ...each, path: [key, ...each.path] })),
    ),
    bounds: children.flatMap(([, { bounds }]) => bounds),
    pins: children.some(([, { pins }]) => pins),
    isMisspelt: children.some(([, { isMisspelt }]) => isMisspelt),
  };
}

/** Every spelling of every row, and slugs that are in no list. */
export function slugsFor(rows: readonly CatalogModel[], isTame: boolean): readonly string[] {
  const names = rows.flatMap(({ slug, canonicalSlug }) => [slug, slug, slug, canonicalSlug]);
  const suffixed = names.flatMap((name, index) => `${name}${suffixes[index % suffixes.length] ?? ''}`);
  const written = [...names, ...suffixed];
  if (!isTame) return [...written, ...strange];
  const proven = written.filter((slug) => isProven(slug, rows));
  return proven.length > 0 ? proven : written;
}

const suffixes = [':nitro', ':free', ':floor:online', ':batch', '@preset/x', ':exacto', ' ', ':', ':Nitro'];
const strange = [
  ...['openrouter/auto', 'openrouter/auto', 'openrouter/auto-beta', 'openrouter/auto:nitro'],
  ...['openrouter/fusion', 'openrouter/free', 'nvidia/switchyard', 'openrouter/auto:free:nitro'],
  ...['nobody/knows', '', ' ', '*', 'qwen/*', '@preset/x', 'qwen/a@Preset/x', '~qwen/gone', 'QWEN/A', 'qwen'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a/b~1c', '\ud800', 'qwen/a\u0000'],
];
