import type { PlannedAnswer } from '../answer/planned-answer.js';
import { isDistillable } from '../catalog/sandbox-catalog.js';
import { SandboxError } from '../sandbox-error.js';
import type { FaultContext, FaultEffects } from './fault-effect.js';
import { changeList, type ModelList } from './model-list.js';

type Row = ModelList['data'][number];

/** Faults in what a model list says. */
export const listFaults: FaultEffects<
  | 'filter-ignored'
  | 'moving-list'
  | 'empty-list'
  | 'total-count'
  | 'next-link'
  | 'next-link-loop'
  | 'row-without-id'
  | 'duplicate-row'
  | 'conflicting-row'
  | 'legacy-answer'
> = {
  'filter-ignored': ignoreFilter,
  'moving-list': (answer, { slug }, context) => addToBothLists(answer, slug, context),
  'empty-list': (answer) => changeList(answer, () => ({ data: [], total_count: 0, links: { next: null } })),
  'total-count': (answer, { difference }) =>
    changeList(answer, (list) => ({ ...list, total_count: list.total_count + difference })),
  'next-link': (answer, { next }) => changeList(answer, (list) => ({ ...list, links: { next } })),
  'next-link-loop': (answer, _fault, { request }) =>
    changeList(answer, (list) => ({ ...list, links: { next: `${request.path}?${request.query}` } })),
  'row-without-id': (answer) =>
    changeList(answer, (list) => ({
      ...list,
      data: list.data.map((row, index) => (index === 0 ? { ...row, id: undefined } : row)),
    })),
  'duplicate-row': (answer) => repeatFirstRow(answer, (row) => row),
  'conflicting-row': (answer, { fields }) =>
    repeatFirstRow(answer, (row) => ({
      ...row,
      ...(fields ?? { canonical_slug: `${String(row['canonical_slug'])}-20990101` }),
    })),
  'legacy-answer': (answer) => changeList(answer, ({ data }) => ({ data })),
};

function ignoreFilter(answer: PlannedAnswer, _fault: object, context: FaultContext): PlannedAnswer {
  if (!context.request.query.has('distillable')) return answer;
  const query = new URLSearchParams(context.request.query);
  query.delete('distillable');
  return { ...answer, body: context.answerTo(query).body };
}

function addToBothLists(answer: PlannedAnswer, slug: string, context: FaultContext): PlannedAnswer {
  const row = context.catalog.models.find((candidate) => candidate.id === slug);
  if (row === undefined) {
    throw new SandboxError(
      'SANDBOX_OPTION_INVALID',
      `The fault "moving-list" names ${slug}, which is not in the catalog.`,
    );
  }
  const filter = context.request.query.get('distillable');
  if (filter === null || filter === String(isDistillable(row, context.catalog))) return answer;
  return changeList(answer, (list) => appendToLastPage(list, row));
}

function repeatFirstRow(answer: PlannedAnswer, change: (row: Row) => Row): PlannedAnswer {
  return changeList(answer, (list) => {
    const [first] = list.data;
    return first === undefined ? list : appendToLastPage(list, change(first));
  });
}

/** Adds a row at the end of the whole list; the pages before the last only count it. */
function appendToLastPage(list: ModelList, row: Row): ModelList {
  const data = list.links.next === null ? [...list.data, row] : list.data;
  return { ...list, data, total_count: list.total_count + 1 };
}
