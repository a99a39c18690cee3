import type { RowVerdict } from '../audit-report.js';

/** What a verdict is called in the report, and what it means. */
interface VerdictWords {
  readonly label: string;
  readonly meaning: string;
}

/** Worst first: the order of every list, bar and legend. */
export const rowVerdicts: readonly RowVerdict[] = ['not-distillable', 'unknown', 'unnamed', 'distillable'];

export const verdictWords: Readonly<Record<RowVerdict, VerdictWords>> = {
  'not-distillable': {
    label: 'Not distillable',
    meaning:
      'The model is in the catalog, but its author has not allowed training on its text, or your policy refuses it.',
  },
  unknown: {
    label: 'Unknown',
    meaning:
      'Nothing proves that the model may be used: no such model, or the server picked it, or no catalog for that time.',
  },
  unnamed: { label: 'No model named', meaning: 'The row does not say which model wrote it.' },
  distillable: {
    label: 'Distillable',
    meaning: "The model is in OpenRouter's list of models whose author has allowed training on their text.",
  },
};
