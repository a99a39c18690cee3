import { authorOf, isAlias, isRouter, type ModelRow } from '../catalog/model-row.js';
import { isDistillable } from '../catalog/sandbox-catalog.js';
import type { ServedState } from '../endpoints/endpoint.js';
import type { ModelQuery } from './model-query.js';

/** The rows that match every part of the query, in the catalog's order. */
export function selectModels(state: ServedState, query: ModelQuery): readonly ModelRow[] {
  return state.catalog.models.filter(
    (row) =>
      matchesLabel(row, query, state) &&
      matchesModalities(row, query) &&
      matchesText(row, query) &&
      (query.authors.length === 0 || query.authors.includes(authorOf(row))) &&
      query.supportedParameters.every((parameter) => row.supported_parameters?.includes(parameter)),
  );
}

function matchesLabel(row: ModelRow, query: ModelQuery, state: ServedState): boolean {
  if (query.distillable === undefined) return true;
  // OpenRouter's filtered answers are reported to leave out whatever is not one concrete model.
  if (!state.aliasesInFiltered && (isAlias(row) || isRouter(row))) return false;
  return isDistillable(row, state.catalog) === query.distillable;
}

function matchesModalities(row: ModelRow, query: ModelQuery): boolean {
  if (query.outputModalities === 'all') return true;
  const own = row.architecture?.output_modalities ?? ['text'];
  return query.outputModalities.some((modality) => own.includes(modality));
}

function matchesText(row: ModelRow, query: ModelQuery): boolean {
  return [row.id, row.canonical_slug, row.name].some((text) => text?.toLowerCase().includes(query.text));
}
