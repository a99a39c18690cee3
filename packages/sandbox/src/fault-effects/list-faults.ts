import { isDistillable } from '../catalog/sandbox-catalog.js';
import type { FaultContext, FaultEffects, ListFaults } from '../faults/fault.js';
import { SandboxError } from '../wire/errors.js';
import { isJsonObject, type JsonObject } from '../wire/json.js';
import type { PlannedResponse } from '../wire/planned-response.js';

/** Faults in the model list. Responses that are not a model list stay as they are. */
export const listFaults: FaultEffects<keyof ListFaults> = {
  'filter-ignored': ignoreFilter,
  'moving-list': (response, { slug }, context) => addToBothLists(response, slug, context),
  'empty-list': (response) =>
    changeList(response, () => ({ data: [], total_count: 0, links: { next: null } })),
  'total-count': (response, { difference }) =>
    changeList(response, (list) => ({ ...list, total_count: list.total_count + difference })),
  'next-link': (response, { next }) => changeList(response, (list) => ({ ...list, links: { next } })),
  'next-link-loop': (response, _fault, { request }) =>
    changeList(response, (list) => ({ ...list, links: { next: `${request.path}?${request.query}` } })),
  'row-without-id': (response) =>
    changeList(response, (list) => ({
      ...list,
      data: list.data.map((row, index) => (index === 0 ? { ...row, id: undefined } : row)),
    })),
  'duplicate-row': (response) => repeatFirstRow(response, (row) => row),
  'conflicting-row': (response, { fields }) =>
    repeatFirstRow(response, (row) => ({
      ...row,
      ...(fields ?? { canonical_slug: `${String(row['canonical_slug'])}-20990101` }),
    })),
  'legacy-response': (response) => changeList(response, ({ data }) => ({ data })),
};

function ignoreFilter(response: PlannedResponse, _fault: object, context: FaultContext): PlannedResponse {
  if (!context.request.query.has('distillable')) return response;
  const query = new URLSearchParams(context.request.query);
  query.delete('distillable');
  return { ...response, body: context.respondTo(query).body };
}

function addToBothLists(response: PlannedResponse, slug: string, context: FaultContext): PlannedResponse {
  const row = context.catalog.models.find((candidate) => candidate.id === slug);
  if (row === undefined) {
    throw new SandboxError(
      'SANDBOX_OPTION_INVALID',
      `The fault "moving-list" names ${slug}, which is not in the catalog.`,
    );
  }
  const filter = context.request.query.get('distillable');
  if (filter === null || filter === String(isDistillable(row, context.catalog))) return response;
  return changeList(response, (list) => appendToLastPage(list, row));
}

function repeatFirstRow(response: PlannedResponse, change: (row: JsonObject) => JsonObject): PlannedResponse {
  return changeList(response, (list) => {
    const [first] = list.data;
    return first === undefined ? list : appendToLastPage(list, change(first));
  });
}

/** Adds a row at the end of the whole list; the pages before the last only count it. */
function appendToLastPage(list: ModelList, row: JsonObject): ModelList {
  const data = list.links.next === null ? [...list.data, row] : list.data;
  return { ...list, data, total_count: list.total_count + 1 };
}

/** The fields of a model list that faults change. */
interface ModelList {
  readonly data: readonly JsonObject[];
  readonly total_count: number;
  readonly links: { readonly next: string | null };
}

function changeList(response: PlannedResponse, change: (list: ModelList) => object): PlannedResponse {
  if (response.body.kind !== 'json' || !isModelList(response.body.value)) return response;
  return { ...response, body: { kind: 'json', value: change(response.body.value) } };
}

function isModelList(value: unknown): value is ModelList {
  return (
    isJsonObject(value) &&
    Array.isArray(value['data']) &&
    value['data'].every(isJsonObject) &&
    typeof value['total_count'] === 'number' &&
    isJsonObject(value['links'])
  );
}
