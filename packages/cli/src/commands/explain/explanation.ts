import type { CatalogModel, CatalogSnapshot, Resolution, TermsModel, TermsTable } from '@distillable/catalog';
import { findAlternatives, type JudgedHost, type Suggestion, suggestModels } from '@distillable/core';
import type { PolicyCode } from '../../policy-file.js';
import type { PolicyLookup } from '../../policy-lists.js';
import { type TermsFacts, termsFacts } from '../terms/facts.js';

/** All that is known of a slug. */
export interface Explanation {
  readonly resolution: Resolution;
  /** Why the policy keeps it out, whatever its verdict; null if it does not. */
  readonly policy: PolicyCode | null;
  /** Rows on the way to the verdict, in its order. */
  readonly rows: readonly CatalogModel[];
  /** The nearest models that may be used; empty where the slug itself may be, or is no model of the catalog. */
  readonly alternatives: readonly CatalogModel[];
  /** Models that may have been meant, if the slug is unknown. */
  readonly suggestions: readonly Suggestion[];
  /** What the terms say about the model that was judged, or that was once in the list; null for what is not a model. */
  readonly terms: TermsFacts | null;
  /** Those that serve it now; null where that is not known, and for what may not be used. The command asks for them. */
  readonly hosts: readonly JudgedHost[] | null;
}

/** Whether the model may be used, as far as label and policy go. */
export function mayBeUsed({ resolution, policy }: Pick<Explanation, 'resolution' | 'policy'>): boolean {
  return resolution.verdict === 'distillable' && policy === null;
}

/** What slugs are explained by, beside the list. */
export interface ExplainOptions {
  /** A date such as `2026-10-01`: what has expired by then is not an alternative. */
  readonly today: string;
  readonly lookUp: PolicyLookup;
  readonly terms: TermsTable;
  /** Name or slug of the provider that serves; null if it is not known. */
  readonly host: string | null;
  /** Finds a model that the list has no more. */
  readonly findRetired: (name: string) => TermsModel | null;
}

/** Explains a slug, without its hosts. */
export function explainSlug(
  requested: string,
  snapshot: CatalogSnapshot,
  { today, lookUp, terms, host, findRetired }: ExplainOptions,
): Explanation {
  const resolution = snapshot.resolve(requested);
  const policy = lookUp(requested);
  const { model } = resolution;
  const isUnknown = resolution.verdict === 'unknown' && model === null;
  const judged = model?.kind === 'model' ? model : isUnknown ? findRetired(requested) : null;
  const accepts = ({ slug }: CatalogModel): boolean => lookUp(slug) === null;
  return {
    resolution,
    policy,
    rows: rowsOf(resolution, snapshot),
    alternatives: mayBeUsed({ resolution, policy })
      ? []
      : findAlternatives(snapshot, resolution, { limit: 5, today, accepts }),
    suggestions: resolution.verdict === 'unknown' ? suggestModels(requested, snapshot) : [],
    terms: judged === null ? null : termsFacts(judged, terms, host),
    hosts: null,
  };
}

function rowsOf(resolution: Resolution, snapshot: CatalogSnapshot): readonly CatalogModel[] {
  const rows = new Map<string, CatalogModel>();
  const add = (row: CatalogModel | null | undefined): void => {
    if (row !== null && row !== undefined) rows.set(row.slug, row);
  };
  for (const step of resolution.steps) {
    if ('slug' in step) add(snapshot.get(step.slug));
    if ('target' in step && step.target !== null) add(snapshot.get(step.target));
    if ('base' in step) add(snapshot.get(step.base));
  }
  add(resolution.model);
  return [...rows.values()];
}
