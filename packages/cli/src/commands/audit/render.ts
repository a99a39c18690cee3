import {
  type AuditedModel,
  type AuditedTerms,
  type AuditReport,
  type CorruptRow,
  countLedgerFindings,
  countOf,
  formatCount,
  formatShare,
  type LedgerComparison,
  type LedgerFinding,
  type OutsideModel,
  type RowVerdict,
  type TermsClaim,
} from '@distillable/audit';
import type { Colours } from '../../terminal/style.js';
import { renderTable, type TableColumn, type TableContent, type TableStyle } from '../../terminal/table.js';
import { toPlainText } from '../../terminal/text.js';

/** Places of corrupt rows and findings that are printed. The JSON has all that were kept. */
const maxListed = 10;

/** A report for a terminal. `hidden`: the columns that it had no room for. */
export function renderAudit(
  report: AuditReport,
  style: TableStyle,
): { readonly text: string; readonly hidden: readonly string[] } {
  const { content, more } = auditTable(report);
  const table = content.rows.length === 0 ? null : renderTable(content, style);
  const lines = [
    ...(more > 0 ? [`… and ${countOf(more, 'more model')} (--json has them all)`] : []),
    ...(table === null ? [] : ['']),
    summaryOf(report, style.colours),
    ...Object.values(listsOf(report)).flat(),
  ];
  return {
    text: `${table?.text ?? ''}${lines.map((line) => `${line}\n`).join('')}`,
    hidden: table?.hidden.map(({ header }) => header.toLowerCase()) ?? [],
  };
}

const verdicts: readonly RowVerdict[] = ['distillable', 'not-distillable', 'unknown', 'unnamed'];

/** The totals in one line. */
export function summaryOf({ totals, files }: AuditReport, { bold }: Colours): string {
  const { rows, corrupt } = totals;
  const read = `${countOf(rows, 'row')} in ${countOf(files.length, 'file')}`;
  const counts = verdicts
    .filter((verdict) => totals.verdicts[verdict] > 0)
    .map((verdict) => {
      const count = totals.verdicts[verdict];
      return `${formatCount(count)} ${verdict} (${formatShare(count, rows)})`;
    });
  return [bold(read), ...counts, ...(corrupt > 0 ? [`${formatCount(corrupt)} corrupt`] : [])].join(' · ');
}

/** The lists besides the models, a line for each item. */
type ReportList = 'corrupt' | 'differences' | 'outside' | 'ledger' | 'terms';

/** All that is listed, in the order of a report. */
export function listsOf(report: AuditReport): Readonly<Record<ReportList, readonly string[]>> {
  const { totals, corrupt, ledger, terms } = report;
  return {
    corrupt: placesOf('corrupt', totals.corrupt, corrupt.map(describeCorrupt)),
    differences: describeDifferences(report),
    outside: describeOutside(report),
    ledger: ledger === null ? [] : describeLedger(ledger),
    terms: describeTerms(terms),
  };
}

/** Another model was served than requested: the served one counts. */
function describeDifferences({ differences }: AuditReport): readonly string[] {
  return placesOf(
    'served differs',
    differences.length,
    differences.map(
      ({ requested, served, rows }) =>
        `${requested} was requested, ${served} was served: ${countOf(rows, 'row')}`,
    ),
  );
}

/** No row is judged by them: they are statements about the data. */
function describeOutside({ outside }: AuditReport): readonly string[] {
  const { models } = outside;
  const describe = ({ file, line, model, verdict, identified }: OutsideModel): string => {
    const meaning = meaningOf(identified);
    return `${file}:${line}: ${model}: ${verdict}${meaning === '' ? '' : ` (${meaning})`}`;
  };
  return placesOf('named outside the rows', models.length, models.map(describe));
}

function describeLedger(ledger: LedgerComparison): readonly string[] {
  const { matched, missing, textDiffers, modelDiffers, notVerified, findings } = ledger;
  const count = countLedgerFindings(ledger);
  const counts = [
    `ledger: ${formatCount(matched)} matched`,
    ...(missing > 0 ? [`${formatCount(missing)} without an entry`] : []),
    ...(textDiffers > 0 ? [`${formatCount(textDiffers)} with another text`] : []),
    ...(modelDiffers > 0 ? [`${formatCount(modelDiffers)} with another model`] : []),
    ...(notVerified > 0 ? [`${formatCount(notVerified)} not verified`] : []),
  ];
  return [counts.join(' · '), ...placesOf('ledger', count, findings.map(describeFinding))];
}

/** The duties of the models, and the texts that differ from the label. */
function describeTerms({ duties, conflicts }: AuditedTerms): readonly string[] {
  return [
    ...placesOf('owed', duties.length, duties.map(describeClaim)),
    ...placesOf('open', conflicts.length, conflicts.map(describeClaim)),
  ];
}

/** Models of a duty or a conflict that are printed. */
const maxClaimants = 3;

function describeClaim({ text, rows, models, sources, ifMakerServes }: TermsClaim): string {
  const more = models.length - maxClaimants;
  const names = models.slice(0, maxClaimants).map(({ model }) => model);
  const who = [...names, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join(', ');
  const doubts = [
    ...(sources.some(({ entry, verified }) => verified || entry === null) ? [] : ['not verified']),
    ...(ifMakerServes ? ['if the maker served it'] : []),
  ];
  return `${text} (${[`${countOf(rows, 'row')}: ${who}`, ...doubts].join('; ')})`;
}

function placesOf(kind: string, count: number, places: readonly string[]): readonly string[] {
  const shown = places.slice(0, maxListed).map((place) => toPlainText(`${kind}: ${place}`));
  const more = count - shown.length;
  return more > 0 ? [...shown, `${kind}: … and ${formatCount(more)} more`] : shown;
}

function describeCorrupt({ file, line, offset, message }: CorruptRow): string {
  return `${file}:${line}${offset === null ? '' : ` (byte ${offset})`}: ${message}`;
}

const findingWords: Readonly<Record<LedgerFinding['kind'], string>> = {
  missing: 'no entry',
  'text-differs': 'text differs from what was generated',
  'model-differs': 'model differs from the one that served it',
  'not-verified': 'the response was not verified',
};

function describeFinding({ file, line, kind, id }: LedgerFinding): string {
  return `${file}:${line}: ${findingWords[kind]}${id === null ? ', and the row has no id' : ` (${id})`}`;
}

/** More are counted, and are in the JSON. */
export const maxModels = 100;

const paintVerdict = (text: string, colours: Colours): string => {
  if (text === 'distillable') return colours.green(text);
  return text === 'not-distillable' ? colours.red(text) : colours.yellow(text);
};

const columns: readonly TableColumn[] = [
  { header: 'MODEL', align: 'left', importance: 100, isEssential: true, shrinksTo: 32 },
  { header: 'ROWS', align: 'right', importance: 90 },
  { header: 'SHARE', align: 'right', importance: 70 },
  { header: 'VERDICT', align: 'left', importance: 110, isEssential: true, paint: paintVerdict },
  { header: 'ROLES', align: 'left', importance: 60 },
  { header: 'MEANS', align: 'left', importance: 65 },
  { header: 'FIRST ROW', align: 'left', importance: 50 },
];

/** The models of a report as a table; `more`: how many are left out of it. */
export function auditTable({ models }: AuditReport): { content: TableContent; readonly more: number } {
  const rows = models.slice(0, maxModels).map((model) => cellsOf(model).map(toPlainText));
  return { content: { columns, rows }, more: Math.max(0, models.length - maxModels) };
}

function cellsOf(model: AuditedModel): readonly string[] {
  const { model: name, rows, share, verdict, code, first, roles, identified } = model;
  return [
    name ?? '(no model named)',
    formatCount(rows),
    formatShare(share, 1),
    plainCodes[verdict] === code ? verdict : `${verdict} (${code})`,
    describeRoles(roles),
    meaningOf(identified),
    `${first.file}:${first.line}`,
  ];
}

/** With the rows in each role, where there are several: a row may name a model in more than one. */
function describeRoles(roles: AuditedModel['roles']): string {
  const counts = Object.entries(roles);
  return counts
    .map(([role, rows]) => (counts.length === 1 ? role : `${role} ${formatCount(rows)}`))
    .join(', ');
}

/** The most likely meaning of a name that is not a slug. It is never advice to relabel the data. */
function meaningOf(identified: AuditedModel['identified']): string {
  if (identified === null || identified.certainty === 'none') return '';
  const { slugs, author, certainty } = identified;
  const meaning = slugs.length === 0 ? `a model of ${author}` : slugs.slice(0, 2).join(' or ');
  return certainty === 'normalised' ? `probably ${meaning}` : meaning;
}

/** Codes that say no more than the verdict. */
const plainCodes: Readonly<Record<RowVerdict, string>> = {
  distillable: 'DISTILLABLE',
  'not-distillable': 'NOT_DISTILLABLE',
  unknown: 'UNKNOWN_MODEL',
  unnamed: 'MODEL_NOT_NAMED',
};
