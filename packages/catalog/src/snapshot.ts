import { hash } from 'node:crypto';
import { CatalogError } from './errors.js';
import { defaultLimits, type Freshness, type FreshnessLimits, judgeFreshness } from './freshness.js';
import type { CatalogModel } from './model.js';
import { type Resolution, resolveSlug } from './resolve.js';
import { knownRouters, splitVariant } from './slug.js';

/** Where a snapshot was read from. */
export interface CatalogSource {
  /** Base URL of the API, without credentials. */
  readonly url: string;
  /**
   * Set if the server says that its permissions are a sample (response header `x-distillable-sample`), as the sandbox
   * does: the text to show wherever a verdict is shown. Null for a live list.
   */
  readonly sample: string | null;
}

/** The JSON form of a snapshot, as `distillable snapshot export` writes it. */
export interface SnapshotJson {
  /** The version of this form. */
  readonly schemaVersion: 1;
  /** {@link CatalogSnapshot.digest} of the rows. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  /** Where the list was read from. */
  readonly source: CatalogSource;
  /** Ordered by slug. */
  readonly models: readonly CatalogModel[];
}

/** What tells a snapshot from others, as plain JSON: for decisions, receipts and reports. */
export type SnapshotIdentity = Pick<SnapshotJson, 'digest' | 'retrievedAt' | 'source'>;

/** The catalog at one time: immutable, synchronous, without I/O. */
export interface CatalogSnapshot {
  /**
   * `sha256:` and 64 hexadecimal digits over everything that affects a permission (slug, canonical slug, kind,
   * permission and alias target of every row) in canonical order. Two people with the same digest judge by the same list.
   */
  readonly digest: string;
  /** When the list was read, or last confirmed unchanged by the server. */
  readonly retrievedAt: Date;
  /** Where the list was read from. */
  readonly source: CatalogSource;
  /** Digest, time and source as plain JSON. */
  readonly identity: SnapshotIdentity;
  /** Number of rows. */
  readonly size: number;
  /** The row with exactly this id, or undefined. For its permission, {@link resolve} it. */
  get(slug: string): CatalogModel | undefined;
  /** Judges any text as a slug: id, canonical slug, variant, alias, router, preset. Never throws. */
  resolve(slug: string): Resolution;
  /** Every row, ordered by slug. */
  models(): readonly CatalogModel[];
  /** The rows whose slug resolves to `distillable`, including aliases of distillable models, ordered by slug. */
  distillable(): readonly CatalogModel[];
  /**
   * Every text that names a row or a known router: ids, canonical slugs, canonical slugs with a static variant. In code
   * unit order. Dynamic variants (`:nitro`) are not included: they may follow any of these names.
   */
  names(): readonly string[];
  /**
   * Judges the age of the snapshot.
   *
   * @param now milliseconds since the epoch
   * @param limits those of the catalog that it comes from. @default 1 hour fresh, 24 hours usable
   */
  freshness(now: number, limits?: FreshnessLimits): Freshness;
  /** The form that `JSON.stringify` writes and `parseSnapshot` reads. */
  toJSON(): SnapshotJson;
}

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
