import type { CatalogModel } from './catalog-model.js';
import { digestOf } from './digest.js';
import { type ModelColumns, modelAt } from './model-columns.js';
import type { Resolution } from './resolution.js';
import { resolveSlug } from './resolve-slug.js';
import type { CatalogSnapshot, CatalogSource, SnapshotJson } from './snapshot.js';

/** What a snapshot is made of. */
export interface SnapshotContent {
  readonly columns: ModelColumns;
  /** Milliseconds since the epoch. */
  readonly retrievedAt: number;
  readonly source: CatalogSource;
}

/** Makes a snapshot; `digest` is computed unless the caller has just checked it. */
export function createSnapshot(
  content: SnapshotContent,
  digest: string = digestOf(content.columns),
): IndexedSnapshot {
  return new IndexedSnapshot(content, digest);
}

/** The one implementation of {@link CatalogSnapshot}: columns, an index by slug, and what was asked before. */
export class IndexedSnapshot implements CatalogSnapshot {
  readonly digest: string;
  readonly source: CatalogSource;
  readonly size: number;
  readonly #content: SnapshotContent;
  readonly #rowBySlug = new Map<string, number>();
  readonly #modelByRow = new Map<number, CatalogModel>();
  readonly #resolutions = new Map<string, Resolution>();
  #rowsByCanonicalSlug: ReadonlyMap<string, readonly number[]> | undefined;
  #models: readonly CatalogModel[] | undefined;
  #distillable: readonly CatalogModel[] | undefined;

  constructor(content: SnapshotContent, digest: string) {
    this.#content = content;
    this.digest = digest;
    this.source = Object.freeze({ ...content.source });
    this.size = content.columns.slug.length;
    for (const [row, slug] of content.columns.slug.entries()) this.#rowBySlug.set(slug, row);
    Object.freeze(this);
  }

  /** A new Date each time: a caller that changes it changes nothing here. */
  get retrievedAt(): Date {
    return new Date(this.#content.retrievedAt);
  }

  /** The columns, for the cache. */
  get content(): SnapshotContent {
    return this.#content;
  }

  get(slug: string): CatalogModel | undefined {
    const row = this.#rowBySlug.get(slug);
    return row === undefined ? undefined : this.#modelOf(row);
  }

  resolve(slug: string): Resolution {
    const known = this.#resolutions.get(slug);
    if (known !== undefined) return known;
    const resolution = resolveSlug(slug, {
      findById: (id) => this.get(id),
      findByCanonicalSlug: (canonicalSlug) => this.#withCanonicalSlug(canonicalSlug),
    });
    // Only slugs that lead to a row are kept: their number is bounded by the catalog, that of wrong ones is not.
    if (resolution.model !== null) this.#resolutions.set(slug, resolution);
    return resolution;
  }

  models(): readonly CatalogModel[] {
    this.#models ??= Object.freeze(this.#content.columns.slug.map((_, row) => this.#modelOf(row)));
    return this.#models;
  }

  distillable(): readonly CatalogModel[] {
    this.#distillable ??= Object.freeze(
      this.models().filter((model) => this.resolve(model.slug).verdict === 'distillable'),
    );
    return this.#distillable;
  }

  toJSON(): SnapshotJson {
    return {
      schemaVersion: 1,
      digest: this.digest,
      retrievedAt: this.retrievedAt.toISOString(),
      source: this.source,
      models: this.models(),
    };
  }

  #modelOf(row: number): CatalogModel {
    const known = this.#modelByRow.get(row);
    if (known !== undefined) return known;
    const model = modelAt(this.#content.columns, row);
    this.#modelByRow.set(row, model);
    return model;
  }

  #withCanonicalSlug(canonicalSlug: string): readonly CatalogModel[] {
    this.#rowsByCanonicalSlug ??= indexRows(this.#content.columns);
    return (this.#rowsByCanonicalSlug.get(canonicalSlug) ?? []).map((row) => this.#modelOf(row));
  }
}

function indexRows(columns: ModelColumns): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, slug] of columns.slug.entries()) {
    const canonicalSlug = columns.canonicalSlug[row] ?? slug;
    const sharing = rows.get(canonicalSlug);
    if (sharing === undefined) rows.set(canonicalSlug, [row]);
    else sharing.push(row);
  }
  return rows;
}
