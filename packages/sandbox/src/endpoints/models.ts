import {
  authorOf,
  isAlias,
  isDistillable,
  isRouter,
  type ModelRow,
  outputsOf,
} from '../catalog/sandbox-catalog.js';
import { hostsOf } from '../routing/candidates.js';
import { findRow, servingRow } from '../routing/find-row.js';
import { ApiError } from '../wire/api-error.js';
import { jsonResponse } from '../wire/planned-response.js';
import { apiRoot, type SandboxRequest } from '../wire/request.js';
import type { Endpoint, ServedState } from './endpoint.js';
import { type ModelQuery, type Page, parseModelQuery } from './model-query.js';

/**
 * `GET /models`: the model list with its filters, in pages when `offset` or `limit` is given.
 *
 * @see https://openrouter.ai/docs/api-reference/list-available-models (OpenAPI description read 2026-08-22)
 */
export const modelsEndpoint: Endpoint = {
  method: 'GET',
  path: `${apiRoot}/models`,
  keyless: true,
  respond(request, state) {
    const query = parseModelQuery(request.query);
    const rows = state.catalog.models.filter((row) => matches(row, query, state));
    const { data, next } = paginate(rows, query.page, request);
    return { ...jsonResponse(200, { data, total_count: rows.length, links: { next } }), tagged: true };
  },
};

/**
 * `GET /models/{author}/{slug}/endpoints`: the hosts that serve a model; none of a router.
 *
 * @see https://openrouter.ai/docs/api-reference/list-endpoints-for-a-model (OpenAPI description read 2026-08-22)
 */
export const hostsEndpoint: Endpoint = {
  method: 'GET',
  path: `${apiRoot}/models/{author}/{slug}/endpoints`,
  keyless: true,
  respond(_request, { catalog: { models } }, slug) {
    const named = findRow(slug, models);
    const row = named === undefined ? undefined : servingRow(named, models);
    if (row === undefined) throw new ApiError(404, `${slug} is not a valid model ID`);
    const { id, name, created, description, architecture } = row;
    const endpoints = (isRouter(row) ? [] : hostsOf(row)).map((host) => ({
      name: `${host.name} | ${id}`,
      model_id: id,
      model_name: name ?? id,
      provider_name: host.name,
      tag: host.tag,
      status: 0,
      quantization: null,
      context_length: row['context_length'] ?? null,
      pricing: row['pricing'] ?? {},
      supported_parameters: row.supported_parameters ?? [],
    }));
    const data = { id, name, created, description, architecture, endpoints };
    return jsonResponse(200, { data });
  },
};

function matches(row: ModelRow, query: ModelQuery, state: ServedState): boolean {
  return (
    matchesLabel(row, query, state) &&
    matchesModalities(row, query) &&
    matchesText(row, query) &&
    (query.authors.length === 0 || query.authors.includes(authorOf(row))) &&
    query.supportedParameters.every((parameter) => row.supported_parameters?.includes(parameter))
  );
}

function matchesLabel(row: ModelRow, query: ModelQuery, state: ServedState): boolean {
  if (query.distillable === undefined) return true;
  // OpenRouter's filtered lists are reported to leave out whatever is not one concrete model.
  if (!state.aliasesInFiltered && (isAlias(row) || isRouter(row))) return false;
  return isDistillable(row, state.catalog) === query.distillable;
}

function matchesModalities(row: ModelRow, { outputModalities }: ModelQuery): boolean {
  return outputModalities === 'all' || outputModalities.some((modality) => outputsOf(row).includes(modality));
}

function matchesText(row: ModelRow, query: ModelQuery): boolean {
  return [row.id, row.canonical_slug, row.name].some((text) => text?.toLowerCase().includes(query.text));
}

/** The rows of one page, and the relative address of the next one, which keeps all other query parameters. */
function paginate(
  rows: readonly ModelRow[],
  page: Page | undefined,
  request: SandboxRequest,
): { readonly data: readonly ModelRow[]; readonly next: string | null } {
  if (page === undefined) return { data: rows, next: null };
  const end = page.offset + page.limit;
  const data = rows.slice(page.offset, end);
  if (end >= rows.length) return { data, next: null };
  const query = new URLSearchParams(request.query);
  query.set('offset', String(end));
  query.set('limit', String(page.limit));
  return { data, next: `${request.path}?${query}` };
}
