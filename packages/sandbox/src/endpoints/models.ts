import {
  authorOf,
  findServing,
  isAlias,
  isDistillable,
  isRouter,
  type ModelRow,
  outputsOf,
} from '../catalog/sandbox-catalog.js';
import { hostsOf } from '../routing/candidates.js';
import { ApiError } from '../wire/errors.js';
import { jsonResponse } from '../wire/planned-response.js';
import { apiRoot, type SandboxRequest } from '../wire/request.js';
import type { Endpoint, ServedState } from './endpoint.js';

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
    const row = findServing(slug, models);
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

/** What a request asks of the model list. */
interface ModelQuery {
  /** `undefined` asks for every row. */
  readonly distillable: boolean | undefined;
  /** A row matches when it has one of them. */
  readonly outputModalities: 'all' | readonly string[];
  /** In lower case; matches inside id, canonical slug or name. Empty matches all. */
  readonly text: string;
  /** A row matches when its author is one of them; empty matches all. */
  readonly authors: readonly string[];
  /** A row matches when it supports all of them. */
  readonly supportedParameters: readonly string[];
  /** `undefined` asks for the full list in one response. */
  readonly page: Page | undefined;
}

/** A part of the list. */
interface Page {
  /** How many rows to skip. */
  readonly offset: number;
  /** How many rows to list at most. */
  readonly limit: number;
}

const maxLimit = 1000;
const defaultLimit = 500;

// biome-ignore format: a table
const modalities: readonly string[] = [
  'text', 'image', 'embeddings', 'audio', 'video', 'rerank', 'speech', 'transcription',
];

// OpenRouter documents these; ignoring them would return a list that only looks filtered.
// biome-ignore format: a table
const unsupported: readonly string[] = [
  'arch', 'category', 'context', 'input_modalities', 'providers', 'region', 'sort',
  'use_rss', 'use_rss_chat_links', 'zdr',
];
const unsupportedBound = /^(min|max)_/;

/**
 * Reads the query of `GET /models`. Parameters that OpenRouter does not document are ignored.
 *
 * @throws ApiError 400 for a wrong value, and for documented parameters that the sandbox does not support
 */
export function parseModelQuery(query: URLSearchParams): ModelQuery {
  for (const name of query.keys()) {
    if (unsupported.includes(name) || unsupportedBound.test(name)) {
      throw new ApiError(400, `Invalid request parameters: the sandbox does not support "${name}".`);
    }
  }
  return {
    distillable: readDistillable(query),
    outputModalities: readModalities(query),
    text: single(query, 'q')?.trim().toLowerCase() ?? '',
    authors: readList(query, 'model_authors') ?? [],
    supportedParameters: readList(query, 'supported_parameters') ?? [],
    page: readPage(query),
  };
}

function readDistillable(query: URLSearchParams): boolean | undefined {
  const value = single(query, 'distillable');
  if (value === undefined) return undefined;
  if (value !== 'true' && value !== 'false') throw invalid('distillable', 'must be true or false', value);
  return value === 'true';
}

function readModalities(query: URLSearchParams): 'all' | readonly string[] {
  const values = readList(query, 'output_modalities') ?? ['text'];
  if (values.length === 1 && values[0] === 'all') return 'all';
  const wrong = values.find((value) => !modalities.includes(value));
  if (wrong !== undefined) {
    throw invalid('output_modalities', `must be "all" or a comma list of ${modalities.join(', ')}`, wrong);
  }
  return values;
}

function readPage(query: URLSearchParams): Page | undefined {
  const offset = readInteger(query, 'offset', 0, Number.MAX_SAFE_INTEGER);
  const limit = readInteger(query, 'limit', 1, maxLimit);
  if (offset === undefined && limit === undefined) return undefined;
  return { offset: offset ?? 0, limit: limit ?? defaultLimit };
}

function readInteger(
  query: URLSearchParams,
  name: string,
  minimum: number,
  maximum: number,
): number | undefined {
  const value = single(query, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) {
    throw invalid(name, `must be an integer from ${minimum} to ${maximum}`, value);
  }
  return number;
}

function readList(query: URLSearchParams, name: string): readonly string[] | undefined {
  const value = single(query, name);
  const items = value
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  // An empty list would match nothing, and is more likely a mistake.
  if (items?.length === 0) throw invalid(name, 'must not be empty', value ?? '');
  return items;
}

function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw invalid(name, 'must be given once', values.join(' and '));
  return values[0];
}

function invalid(name: string, rule: string, value: string): ApiError {
  return new ApiError(400, `Invalid request parameters: "${name}" ${rule}, not ${JSON.stringify(value)}.`);
}
