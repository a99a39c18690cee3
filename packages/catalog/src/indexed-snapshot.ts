import { hash } from 'node:crypto';
import { CatalogError } from './errors.js';
import type { CatalogModel } from './model.js';
import { type Resolution, resolveSlug } from './resolve.js';
import { knownRouters, splitVariant } from './slug.js';
import {
  type CatalogSnapshot,
  type CatalogSource,
  defaultLimits,
  type Freshness,
  type FreshnessLimits,
  judgeFreshness,
  type SnapshotIdentity,
  type SnapshotJson,
} from './snapshot.js';

/**
 * Makes a snapshot of rows from another source: for tests, or for a list that you keep yourself. Its verdicts are worth
 * what the `permission` of the rows is worth. Without rows it still tells models, aliases, routers and presets apart.
 */
export function snapshotFromModels(content: {
  readonly models: readonly CatalogModel[];
  readonly retrievedAt: Date;
  readonly source: CatalogSource;
}): IndexedSnapshot {
  const models = content.models.map((model) => ({
    ...model,
    inputModalities: [...model.inputModalities],
    outputModalities: [...model.outputModalities],
    supportedParameters: [...model.supportedParameters],
  }));
  return new IndexedSnapshot(models, content.retrievedAt.getTime(), content.source);
}

/**
 * Restores a snapshot from its JSON form, whose types were checked. Freezes the rows.
 *
 * @throws CatalogError `SNAPSHOT_DIGEST_MISMATCH`
 */
export function snapshotFromJson({ models, retrievedAt, source, digest }: SnapshotJson): IndexedSnapshot {
  const snapshot = new IndexedSnapshot(models, Date.parse(retrievedAt), source);
  if (snapshot.digest === digest) return snapshot;
  throw new CatalogError(
    'SNAPSHOT_DIGEST_MISMATCH',
    `The snapshot says digest ${digest}, but its content has ${snapshot.digest}: it was edited or damaged. ` +
      'Export it again.',
    { details: { expected: digest, actual: snapshot.digest } },
  );
}

/** The implementation of {@link CatalogSnapshot}. */
export class IndexedSnapshot implements CatalogSnapshot {
  readonly digest: string;
  readonly source: CatalogSource;
  readonly identity: SnapshotIdentity;
  readonly size: number;
  readonly #retrievedAt: number;
  readonly #models: readonly CatalogModel[];
  readonly #bySlug = new Map<string, CatalogModel>();
  readonly #resolutions = new Map<string, Resolution>();
  #byCanonicalSlug: ReadonlyMap<string, readonly CatalogModel[]> | undefined;
  #distillable: readonly CatalogModel[] | undefined;

  /** Takes the rows over: they must not be changed afterwards, and are frozen. `retrievedAt` in milliseconds. */
  constructor(models: readonly CatalogModel[], retrievedAt: number, source: CatalogSource, digest?: string) {
    this.#models = Object.freeze(models.toSorted(bySlug));
    for (const model of this.#models) this.#bySlug.set(model.slug, deepFreeze(model));
    this.#retrievedAt = retrievedAt;
    this.source = Object.freeze({ ...source });
    this.size = this.#models.length;
    this.digest = digest ?? digestOf(this.#models);
    this.identity = Object.freeze({
      digest: this.digest,
      retrievedAt: new Date(retrievedAt).toISOString(),
      source: this.source,
    });
    Object.freeze(this);
  }

  /** A new Date each time: a caller that changes it changes nothing here. */
  get retrievedAt(): Date {
    return new Date(this.#retrievedAt);
  }

  /** The same list, confirmed by the server at `retrievedAt` (milliseconds since the epoch). */
  confirmedAt(retrievedAt: number): IndexedSnapshot {
    return new IndexedSnapshot(this.#models, retrievedAt, this.source, this.digest);
  }

  get(slug: string): CatalogModel | undefined {
    return this.#bySlug.get(slug);
  }

  resolve(slug: string): Resolution {
    const known = this.#resolutions.get(slug);
    if (known !== undefined) return known;
    const resolution = resolveSlug(slug, {
      findById: (id) => this.#bySlug.get(id),
      findByCanonicalSlug: (canonicalSlug) => this.#withCanonicalSlug(canonicalSlug),
    });
    // Names that lead to a row directly are kept: their number is bounded by the list, unlike that of all others.
    const [first] = resolution.steps;
    if (resolution.model !== null && first?.kind !== 'dynamic-variant')
      this.#resolutions.set(slug, resolution);
    return resolution;
  }

  models(): readonly CatalogModel[] {
    return this.#models;
  }

  distillable(): readonly CatalogModel[] {
    this.#distillable ??= Object.freeze(
      this.#models.filter((model) => this.resolve(model.slug).verdict === 'distillable'),
    );
    return this.#distillable;
  }

  names(): readonly string[] {
    const names = new Set([...this.#models.flatMap(namesOf), ...knownRouters]);
    return [...names].toSorted(byCodeUnit);
  }

  freshness(now: number, limits: FreshnessLimits = defaultLimits): Freshness {
    return judgeFreshness(this.#retrievedAt, now, limits);
  }

  toJSON(): SnapshotJson {
    return { schemaVersion: 1, ...this.identity, models: this.#models };
  }

  #withCanonicalSlug(canonicalSlug: string): readonly CatalogModel[] {
    this.#byCanonicalSlug ??= groupByCanonicalSlug(this.#models);
    return this.#byCanonicalSlug.get(canonicalSlug) ?? [];
  }
}

function groupByCanonicalSlug(models: readonly CatalogModel[]): ReadonlyMap<string, readonly CatalogModel[]> {
  const groups = new Map<string, CatalogModel[]>();
  for (const model of models) {
    const group = groups.get(model.canonicalSlug);
    if (group === undefined) groups.set(model.canonicalSlug, [model]);
    else group.push(model);
  }
  return groups;
}

/**
 * SHA-256 over what affects a permission: a JSON array of five columns (slug, canonical slug, kind, permission, alias
 * target), each ordered by slug, without white space. Anyone can recompute it from an exported snapshot:
 *
 * ```sh
 * jq -cj '.models | [map(.slug), map(.canonicalSlug), map(.kind), map(.permission), map(.aliasTarget)]' \
 *   snapshot.json | sha256sum
 * ```
 */
function digestOf(models: readonly CatalogModel[]): string {
  const columns = [
    models.map((model) => model.slug),
    models.map((model) => model.canonicalSlug),
    models.map((model) => model.kind),
    models.map((model) => model.permission),
    models.map((model) => model.aliasTarget),
  ];
  return `sha256:${hash('sha256', JSON.stringify(columns))}`;
}

function deepFreeze(model: CatalogModel): CatalogModel {
  Object.freeze(model.inputModalities);
  Object.freeze(model.outputModalities);
  Object.freeze(model.supportedParameters);
  return Object.freeze(model);
}

function namesOf({ slug, canonicalSlug }: CatalogModel): readonly string[] {
  const { variant } = splitVariant(slug);
  const names = [slug, canonicalSlug];
  return variant === null ? names : [...names, `${canonicalSlug}:${variant}`];
}

function bySlug(one: CatalogModel, other: CatalogModel): number {
  return byCodeUnit(one.slug, other.slug);
}

/** By UTF-16 code units: the same everywhere, whatever the locale. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
