import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import { describeDeclarations } from '../basis.js';
import { renderHtmlReport } from '../html/page.js';
import { countOf } from '../numbers.js';
import type { AuditReport } from '../report.js';
import type { AuditedTerms, TermsClaim } from '../terms-sum.js';
import { toCalifornia } from './california.js';
import { toCroissant } from './croissant.js';
import { toCycloneDx } from './cyclonedx.js';
import { toDatasetCard } from './dataset-card.js';
import { toEuSummary } from './eu-summary.js';
import { claimText, type EvidenceFacts, evidenceFacts, plain, table, yours } from './facts.js';
import { toSpdx } from './spdx.js';
import { digestOf, type FolderFile } from './statement.js';

/** A file, and what the README says about it. */
interface DescribedFile extends FolderFile {
  readonly what: string;
  /** The facts that the format asks for, and that no audit can know. */
  readonly left: string;
}

/** All files of the folder but the statement: each format from the same facts. */
export function evidenceFiles(
  report: AuditReport,
  snapshots: readonly CatalogSnapshot[],
  terms: TermsTable,
  isSigned: boolean,
): readonly FolderFile[] {
  const audit = { path: 'audit.json', content: toText(report) };
  const facts = evidenceFacts(report, audit.content);
  const files: readonly DescribedFile[] = [
    {
      path: 'report.html',
      content: renderHtmlReport(report),
      what: 'the report, for people',
      left: '',
    },
    { ...audit, what: 'the report, complete, for programs', left: '' },
    {
      path: 'croissant.json',
      content: toText(toCroissant(facts)),
      what: 'the data as Croissant 1.1',
      left: 'license, url, creator, datePublished, which that format requires; fields other than those that name models',
    },
    {
      path: 'dataset.spdx.json',
      content: toText(toSpdx(facts, digestOf(audit))),
      what: 'the data and its models as SPDX 3.0.1',
      left: 'originatedBy, releaseTime, builtTime, downloadLocation, which its profiles for data and AI require; licences; datasetType',
    },
    {
      path: 'dataset.cdx.json',
      content: toText(toCycloneDx(facts)),
      what: 'the data and its models as CycloneDX 1.7',
      left: 'licenses, supplier, classification, sensitiveData, governance',
    },
    {
      path: 'eu-training-data-summary.md',
      content: toEuSummary(facts),
      what: "section 2.5 of the EU's template for the summary of training content",
      left: 'marked in the text',
    },
    {
      path: 'california-ab-2013.md',
      content: toCalifornia(facts),
      what: "the items of California's AB 2013",
      left: 'marked in the text',
    },
    {
      path: 'dataset-card.md',
      content: toDatasetCard(facts),
      what: 'the YAML head of a Hugging Face dataset card',
      left: 'marked in the text',
    },
    ...termsFiles(report, terms),
    ...catalogFiles(report, snapshots),
  ];
  const readme = { path: 'README.md', content: toReadme(facts, files, isSigned) };
  return [readme, ...files.map(({ path, content }) => ({ path, content }))];
}

/** The table of terms, if it is the one that the report was made with. */
function termsFiles(report: AuditReport, terms: TermsTable): readonly DescribedFile[] {
  if (terms.digest !== report.terms.table.digest) return [];
  const what = 'what licences and terms say, as it was read';
  return [{ path: 'terms.json', content: toText(terms), what, left: '' }];
}

/** The snapshots that judged rows; lists with the same digest judge alike. */
function catalogFiles(
  { catalogs }: AuditReport,
  snapshots: readonly CatalogSnapshot[],
): readonly DescribedFile[] {
  return catalogs.flatMap(({ digest }) => {
    const snapshot = snapshots.findLast((each) => each.digest === digest);
    if (snapshot === undefined) return [];
    const path = `catalogs/${digest.replace(':', '-')}.json`;
    const what = 'a model list that judged rows, as it was retrieved';
    return [{ path, content: toText(snapshot), what, left: '' }];
  });
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The content of the folder, and the questions that are left to a person. */
function toReadme(
  { report, name, description }: EvidenceFacts,
  files: readonly DescribedFile[],
  isSigned: boolean,
): string {
  return `# Evidence of an audit

${plain(name)}: ${plain(description, 1000)} Made by distillable ${plain(report.version)} at ${report.generatedAt}. It holds only what the audit saw. ${plain(report.caveat, 1000)} This is no legal advice.

${table(
  ['file', 'what it is', `left out, or marked: ${yours}`],
  files.map(({ path, what, left }) => [`\`${path}\``, what, left]),
)}
${describeTerms(report.terms)}${describeLimits(report)}## Signature

${isSigned ? signed : unsigned}`;
}

function describeTerms({ duties, conflicts, table: { date } }: AuditedTerms): string {
  const linesOf = (claims: readonly TermsClaim[]): readonly string[] =>
    claims.map((claim) => `${plain(claimText(claim), 1000)} (${countOf(claim.rows, 'row')})`);
  return [
    list(`What you owe, by texts that were read until ${plain(date)}`, linesOf(duties)),
    list('Open questions', linesOf(conflicts)),
  ].join('');
}

/** The declarations about the data, the parts that could not be read, and the models that other files name. */
function describeLimits({ declarations, unread, outside }: AuditReport): string {
  const plainly = (lines: readonly string[]): readonly string[] => lines.map((line) => plain(line, 1000));
  return [
    list(
      'Declared by the person who ran the audit, and not found in the data',
      plainly(describeDeclarations(declarations).map(({ text }) => text)),
    ),
    list(
      'Not read to its end, and not in any number here',
      plainly(unread.map(({ file, message }) => `${file}: ${message}`)),
    ),
    list(
      'Named by files beside the data; no row is judged by them',
      plainly(outside.models.map(({ file, line, message }) => `${file}, line ${line}: ${message}`)),
    ),
  ].join('');
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}\n`).join('')}\n`;
}

const signed = `The digests of all files are in \`statement.dsse.json\`, signed. To check that nothing was changed, with the public key of the person who signed:

    distillable evidence verify FOLDER --key public.pem

With \`--data FILE\`, it also checks that a file is one of those that were audited, or that the audit wrote.

What you fill in, fill in in a copy: it changes the digests.
`;

const unsigned = `The folder is not signed: \`distillable audit --evidence FOLDER --sign KEY\` does that.
`;
