import { formatCount } from './numbers.js';
import type { AuditReport, LedgerComparison } from './report.js';

/** One fact that a verdict rests on. */
export interface BasisFact {
  /** Names the fact, for people: `policy`, `names table`. Several facts may have the same one. */
  readonly label: string;
  /** The fact, for people. */
  readonly text: string;
}

/**
 * What a report rests on beside the lists of models: how the audit was run, the table of names, the ledger as it was
 * then, and what was written. With the same of all these, and the same files, anyone comes to the same report.
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
