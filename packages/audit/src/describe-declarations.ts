import { countOf } from './numbers.js';
import type { Declarations } from './report.js';

/** One thing that rests on the user's word. */
export interface DescribedDeclaration {
  /** What was declared, as a clause for people. */
  readonly text: string;
  /** The flag of `distillable audit` that said so. */
  readonly flag: string;
}

/** Spellings that are shown one by one. */
const maxNames = 10;

/** What of a report was declared, ignored or accepted, for people: none of it was found in the data. */
export function describeDeclarations(declarations: Declarations): readonly DescribedDeclaration[] {
  const { assumedModel, assumedIn, names, modelFields, ignoredFields, ignoredRoles, accepted } = declarations;
  const meanings = Object.entries(names).map(([name, slug]) => `${name} is ${slug}`);
  const described: readonly (DescribedDeclaration | null)[] = [
    assumedModel === null
      ? null
      : {
          text: `${assumedModel} is the model of ${countOf(assumedIn.length, 'file')} without names`,
          flag: '--assume-model',
        },
    listed('--names', `the meaning of ${countOf(meanings.length, 'name')}: `, meanings),
    listed('--model-field', 'names models, too: ', modelFields),
    listed('--ignore-field', 'left out: ', ignoredFields),
    listed('--ignore-roles', 'roles that do not count: ', ignoredRoles),
    listed('--accept', 'accepted as proof: ', accepted),
  ];
  return described.filter((each) => each !== null);
}

function listed(flag: string, text: string, words: readonly string[]): DescribedDeclaration | null {
  if (words.length === 0) return null;
  const left = words.length - maxNames;
  return {
    text: `${text}${words.slice(0, maxNames).join(', ')}${left > 0 ? ` and ${left} more` : ''}`,
    flag,
  };
}
