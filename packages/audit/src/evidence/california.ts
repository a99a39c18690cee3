import { countOf, formatCount } from '../numbers.js';
import { describeDeclared, describePeriod, type EvidenceFacts, plain, table, yours } from './facts.js';

/** Answers to the items of California's Civil Code § 3111(a) (AB 2013) that an audit can give; the others are marked. */
export function toCalifornia(facts: EvidenceFacts): string {
  const answers = items.map(({ item, answer }, index) => [
    `(${index + 1})`,
    item,
    answer === undefined ? `_${yours}_` : answer(facts),
  ]);
  return `# Training data documentation under California's AB 2013

The items of Civil Code § 3111(a), in short, for ${plain(facts.name)}. The statute's own words count. What the audit saw is filled in; whether that answers the item is yours to decide.

${table(['item', 'asks for', 'answer'], answers)}`;
}

interface Item {
  readonly item: string;
  /** Left out where no audit can know it. */
  readonly answer?: (facts: EvidenceFacts) => string;
}

/** In the order of the statute. */
const items: readonly Item[] = [
  {
    item: 'sources or owners of the datasets',
    answer: ({ report }) =>
      `Files audited: ${report.files.map(({ file }) => plain(file === '-' ? 'stdin' : file)).join(', ')}. Their owners: _${yours}_`,
  },
  { item: 'how the datasets further the intended purpose of the system' },
  {
    item: 'number of data points',
    answer: ({ report: { totals } }) =>
      `${countOf(totals.rows, 'row')}, and ${formatCount(totals.corrupt)} that could not be read`,
  },
  { item: 'types of data points' },
  { item: 'data protected by copyright, trademark or patent, or all in the public domain' },
  { item: 'purchased or licensed' },
  { item: 'personal information' },
  { item: 'aggregate consumer information' },
  {
    item: 'cleaning, processing or other modification, and its purpose',
    answer: ({ report: { outputs, totals } }) =>
      outputs.out === null
        ? `The audit changed nothing. Before and after it: _${yours}_`
        : `The audit wrote ${countOf(totals.verdicts.distillable, 'row')}, proven distillable, to ${plain(outputs.out.path)}, to leave out text that may not be used for training. Before and after it: _${yours}_`,
  },
  {
    item: 'period in which the data was collected, and whether that goes on',
    answer: ({ report }) => `${describePeriod(report)} Whether it goes on: _${yours}_`,
  },
  { item: 'dates of first use in development' },
  {
    item: 'whether synthetic data generation is used',
    answer: ({ report, models }) => {
      const { totals } = report;
      const wrote = models.filter(({ hand }) => hand === 'wrote').length;
      return wrote === 0
        ? `No row names a model that wrote it; that does not show that none did: _${yours}_`
        : `If these rows are used, yes: ${formatCount(totals.rows - totals.verdicts.unnamed)} of ${formatCount(totals.rows)} name a model. Names of models that wrote text: ${formatCount(wrote)}.${plain(describeDeclared(report), 1000)}`;
    },
  },
];
