import type { LedgerComparison } from './ledger-check.js';
import { countOf, formatCount } from './numbers.js';
import type { AuditReport, Declarations } from './report.js';

/** One fact that a verdict rests on. */
export interface BasisFact {
  /** Names the fact, for people: `policy`, `names table`. Several facts may have the same one. */
  readonly label: string;
  /** The fact, for people. */
  readonly text: string;
}

/**
 * The basis of a report besides the lists of models: how the audit was run, the table of names, the ledger as it was
 * then, and the files that were written. With the same basis and the same files, anyone gets the same report.
 */
export function describeBasis(report: AuditReport): readonly BasisFact[] {
  const { settings, namesTable, terms, ledger, outputs } = report;
  const { policy, format, fields, byTime, annotate } = settings;
  const named = Object.entries(fields).filter(([, path]) => path !== undefined);
  return [
    { label: 'policy', text: describePolicy(policy) },
    {
      label: 'judged by',
      text: byTime ? "the list of each row's own time" : 'one list, whatever the time of a row',
    },
    ...(format === null ? [] : [{ label: 'format', text: format }]),
    ...named.map(([field, path]) => ({ label: `${field} in`, text: String(path) })),
    { label: 'names table', text: `${namesTable.digest}, of ${namesTable.date}` },
    { label: 'terms table', text: `${terms.table.digest}, of ${terms.table.date}` },
    ...(ledger?.ledgers ?? []).map((each) => ({ label: 'ledger', text: describeHead(each) })),
    ...Object.entries(outputs).flatMap(([label, written]) =>
      written === null
        ? []
        : [{ label, text: `${written.path}, ${formatCount(written.bytes)} bytes, sha256:${written.sha256}` }],
    ),
    ...(annotate
      ? [{ label: 'annotated', text: 'each row that was written says why (distillable_audit)' }]
      : []),
  ];
}

function describePolicy({ allow, deny }: AuditReport['settings']['policy']): string {
  const lists = Object.entries({ allow, deny }).flatMap(([name, entries]) =>
    entries === undefined ? [] : [`${name} ${entries.length === 0 ? 'nothing' : entries.join(', ')}`],
  );
  return lists.length === 0 ? 'no lists of its own' : lists.join('; ');
}

function describeHead({ file, head }: LedgerComparison['ledgers'][number]): string {
  const name = file === '-' ? 'stdin' : file;
  return head.seq === 0
    ? `${name}, without an entry`
    : `${name}, up to entry ${formatCount(head.seq)}, sha256:${head.hash}`;
}

/** One thing that rests on the user's word. */
export interface DescribedDeclaration {
  /** The declarations, as a clause for people. */
  readonly text: string;
  /** The flag of `distillable audit` that said so. */
  readonly flag: string;
}

/** Spellings that are shown one by one. */
const maxNames = 10;

/** The parts of a report that were declared, ignored or accepted, for people. None of them was found in the data. */
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
