import { type CatalogSnapshot, type TermsTable, termsOf } from '@distillable/catalog';
import type { Change } from './changes.js';

/** A place in code that names a model. */
export interface CodePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** As it is spelled there. */
  readonly model: string;
}

/** A model that an earlier audit found in data. */
export interface AuditPlace {
  /** The file of the report. */
  readonly report: string;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  /** As rows spell it. */
  readonly model: string;
  /** How many rows name it. */
  readonly rows: number;
}

/** An entry of an audit, and what its name means. */
export interface AuditedName extends AuditPlace {
  readonly slugs: readonly string[];
}

/** What may be touched by a change; null for what was not asked for, or could not be read. */
export interface Surroundings {
  readonly code: readonly CodePlace[] | null;
  readonly audits: readonly AuditedName[] | null;
}

/** How much of something a change touches. */
export interface Touched<Place> {
  readonly total: number;
  /** The first 100. */
  readonly first: readonly Place[];
}

/** A change with the code and the audits that it touches. */
export interface TouchingChange extends Change {
  readonly code: Touched<CodePlace> | null;
  readonly audits: Touched<AuditPlace> | null;
}

const maxPlaces = 100;

/**
 * Finds what each change touches: a name does so if it leads to the row in either list, by an alias, a variant or a
 * canonical slug; or to a row that the terms are about.
 *
 * @param lists the older and the newer
 */
export function findTouched(
  changes: readonly Change[],
  lists: readonly CatalogSnapshot[],
  terms: TermsTable,
  { code, audits }: Surroundings,
): readonly TouchingChange[] {
  const codeByRow = code && byRow(code, lists, ({ model }) => [model]);
  const auditsByRow = audits && byRow(audits, lists, ({ model, slugs }) => [model, ...slugs]);
  return changes.map((change) => {
    const rows = rowsOfChange(change, lists, terms);
    return {
      ...change,
      code: codeByRow && touched(rows, codeByRow),
      audits: auditsByRow && cut(touched(rows, auditsByRow)),
    };
  });
}

function rowsOfChange(
  { kind, name }: Change,
  lists: readonly CatalogSnapshot[],
  terms: TermsTable,
): readonly string[] {
  if (kind !== 'terms-old' && kind !== 'terms-read') return [name];
  const models = lists.at(-1)?.models() ?? [];
  return models
    .filter((model) => termsOf(model, terms).layers.some(({ id }) => id === name))
    .map(({ slug }) => slug);
}

type ByRow<Place> = ReadonlyMap<string, readonly Place[]>;

function byRow<Place>(
  places: readonly Place[],
  lists: readonly CatalogSnapshot[],
  namesOf: (place: Place) => readonly string[],
): ByRow<Place> {
  const found = new Map<string, Place[]>();
  for (const place of places) {
    for (const row of new Set(namesOf(place).flatMap((name) => rowsOfName(name, lists)))) {
      const others = found.get(row);
      if (others === undefined) found.set(row, [place]);
      else others.push(place);
    }
  }
  return found;
}

/** The rows on the way from a name to its verdict. */
function rowsOfName(name: string, lists: readonly CatalogSnapshot[]): readonly string[] {
  return lists.flatMap((list) => {
    const { steps, model } = list.resolve(name);
    const passed = steps.flatMap((step) => ('slug' in step ? [step.slug] : []));
    return model === null ? passed : [...passed, model.slug];
  });
}

function touched<Place>(rows: readonly string[], places: ByRow<Place>): Touched<Place> {
  const found = [...new Set(rows.flatMap((row) => places.get(row) ?? []))];
  return { total: found.length, first: found.slice(0, maxPlaces) };
}

function cut({ total, first }: Touched<AuditedName>): Touched<AuditPlace> {
  return { total, first: first.map(({ slugs: _, ...place }) => place) };
}
