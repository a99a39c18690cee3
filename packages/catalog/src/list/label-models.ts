import { CatalogError } from '../errors.js';
import type { CatalogModel, Permission } from '../model.js';
import type { UnlabelledModel } from './wire-schema.js';

type Rows = ReadonlyMap<string, UnlabelledModel>;

/** The unfiltered list and the two filtered ones, or something of each. */
export interface Lists<List> {
  readonly all: List;
  readonly distillable: List;
  readonly notDistillable: List;
}

/** Rows with their permission, and where the lists contradict each other. */
export interface LabelledModels {
  readonly models: readonly CatalogModel[];
  /** Slugs in both filtered lists. */
  readonly overlapping: readonly string[];
  /** Models in neither filtered list, and slugs that only a filtered list has. */
  readonly incomplete: readonly string[];
}

/**
 * Joins the three lists. A few contradictions mean that the list changed between two requests. Lists that are (nearly)
 * the same mean that the server ignores the filter, and would make everything look distillable.
 *
 * @throws CatalogError `CATALOG_EMPTY`, `CATALOG_FILTER_IGNORED`
 */
export function labelModels(lists: Lists<{ readonly rows: Rows }>): LabelledModels {
  const [all, distillable, notDistillable] = [
    lists.all.rows,
    lists.distillable.rows,
    lists.notDistillable.rows,
  ];
  if (all.size === 0) throw empty('The model list has no rows.');
  if (distillable.size === 0) throw empty('The list of distillable models has no rows.');
  if (holdsAll(distillable, all)) throw filterIgnored('distillable=true', 'the unfiltered list');
  if (holdsAll(notDistillable, all)) throw filterIgnored('distillable=false', 'the unfiltered list');

  const overlapping = [...distillable.keys()].filter((slug) => notDistillable.has(slug));
  if (overlapping.length > fewRows(Math.min(distillable.size, notDistillable.size))) {
    throw filterIgnored('distillable=true', 'distillable=false');
  }
  const models = [...all.values()].map((row) => ({
    ...row,
    permission: permissionOf(distillable.has(row.slug), notDistillable.has(row.slug)),
  }));
  const unlisted = models.filter((model) => model.kind === 'model' && model.permission === 'unlisted');
  const strays = [...distillable.keys(), ...notDistillable.keys()].filter((slug) => !all.has(slug));
  return { models, overlapping, incomplete: [...unlisted.map((model) => model.slug), ...strays] };
}

/** How many rows may change between two requests while the lists still count as one catalog: 5 %, at least 3. */
function fewRows(size: number): number {
  return Math.max(3, Math.floor(size * 0.05));
}

/** Filtered lists omit aliases and routers, so only models are compared. */
function holdsAll(filtered: Rows, all: Rows): boolean {
  const models = [...all.values()].filter((row) => row.kind === 'model');
  return models.every((row) => filtered.has(row.slug));
}

function permissionOf(inDistillable: boolean, inNotDistillable: boolean): Permission {
  if (inDistillable) return inNotDistillable ? 'conflicting' : 'distillable';
  return inNotDistillable ? 'not-distillable' : 'unlisted';
}

function empty(message: string): CatalogError {
  return new CatalogError('CATALOG_EMPTY', `${message} That can't be right, so the list was not used.`);
}

function filterIgnored(one: string, other: string): CatalogError {
  return new CatalogError(
    'CATALOG_FILTER_IGNORED',
    `The list for ${one} is (nearly) the same as for ${other}: the server ignores the filter, and everything would ` +
      'look distillable. Set the base URL to OpenRouter itself, not to a mirror or gateway.',
    { details: { one, other } },
  );
}
