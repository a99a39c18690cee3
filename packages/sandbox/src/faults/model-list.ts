import type { PlannedAnswer } from '../answer/planned-answer.js';

/** An answer of the model list, as far as faults change it. */
export interface ModelList {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly total_count: number;
  readonly links: { readonly next: string | null };
}

/** Changes the model list in an answer, and leaves all other answers as they are. */
export function changeList(answer: PlannedAnswer, change: (list: ModelList) => object): PlannedAnswer {
  if (answer.body.kind !== 'json' || !isModelList(answer.body.value)) return answer;
  return { ...answer, body: { kind: 'json', value: change(answer.body.value) } };
}

function isModelList(value: unknown): value is ModelList {
  return (
    isRecord(value) &&
    Array.isArray(value['data']) &&
    value['data'].every(isRecord) &&
    typeof value['total_count'] === 'number' &&
    isRecord(value['links'])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
