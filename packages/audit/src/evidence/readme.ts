import { describeDeclarations } from '../describe-declarations.js';
import { countOf } from '../numbers.js';
import type { AuditedTerms, AuditReport, TermsClaim } from '../report.js';
import { type EvidenceFacts, yours } from './facts.js';
import type { FolderFile } from './folder.js';
import { plain, table } from './markdown.js';
import { claimText } from './model-parts.js';

/** The table of terms. */
export const termsFile = 'terms.json';

/** What is in the folder, and what is left to a person. @param extras the lists and the terms that were used */
export function toReadme(
  { report, name, description }: EvidenceFacts,
  extras: readonly FolderFile[],
  isSigned: boolean,
): string {
  return `# Evidence of an audit

${plain(name)}: ${plain(description, 1000)} Made by distillable ${plain(report.version)} at ${report.generatedAt}. It holds only what the audit saw. ${plain(report.caveat, 1000)} This is no legal advice.

${table(
  ['file', 'what it is', `left out, or marked: ${yours}`],
  [
    ...files.map(({ file, what, left }) => [`\`${file}\``, what, left]),
    ...extras.map(({ path }) => [
      `\`${path}\``,
      path === termsFile
        ? 'what licences and terms say, as it was read'
        : 'a model list that judged rows, as it was retrieved',
      '',
    ]),
  ],
)}
${describeTerms(report.terms)}${describeLimits(report)}## Signature

${isSigned ? signed : unsigned}`;
}

function describeTerms({ duties, conflicts, table: { date } }: AuditedTerms): string {
  const list = (title: string, claims: readonly TermsClaim[]): string =>
    claims.length === 0
      ? ''
      : `## ${title}\n\n${claims.map((claim) => `- ${plain(claimText(claim), 1000)} (${countOf(claim.rows, 'row')})\n`).join('')}\n`;
  return `${list(`What you owe, by texts that were read until ${plain(date)}`, duties)}${list('Open questions', conflicts)}`;
}

/** What was said of the data, what could not be read, and what other files say. */
function describeLimits({ declarations, unread, outside }: AuditReport): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${plain(line, 1000)}\n`).join('')}\n`;
  return [
    list(
      'Declared by the person who ran the audit, and not found in the data',
      describeDeclarations(declarations).map(({ text }) => text),
    ),
    list(
      'Not read to its end, and not in any number here',
      unread.map(({ file, message }) => `${file}: ${message}`),
    ),
    list(
      'Named by files beside the data; no row is judged by them',
      outside.models.map(({ file, line, message }) => `${file}, line ${line}: ${message}`),
    ),
  ].join('');
}

const files: readonly { readonly file: string; readonly what: string; readonly left: string }[] = [
  { file: 'report.html', what: 'the report, for people', left: '' },
  { file: 'audit.json', what: 'the report, complete, for programs', left: '' },
  {
    file: 'croissant.json',
    what: 'the data as Croissant 1.1',
    left: 'license, url, creator, datePublished, which that format requires; fields other than those that name models',
  },
  {
    file: 'dataset.spdx.json',
    what: 'the data and its models as SPDX 3.0.1',
    left: 'originatedBy, releaseTime, builtTime, downloadLocation, which its profiles for data and AI require; licences; datasetType',
  },
  {
    file: 'dataset.cdx.json',
    what: 'the data and its models as CycloneDX 1.7',
    left: 'licenses, supplier, classification, sensitiveData, governance',
  },
  {
    file: 'eu-training-data-summary.md',
    what: "section 2.5 of the EU's template for the summary of training content",
    left: 'marked in the text',
  },
  {
    file: 'california-ab-2013.md',
    what: "the items of California's AB 2013",
    left: 'marked in the text',
  },
  {
    file: 'dataset-card.md',
    what: 'the YAML head of a Hugging Face dataset card',
    left: 'marked in the text',
  },
];

const signed = `The digests of all files are in \`statement.dsse.json\`, signed. To check that nothing was changed, with the public key of the person who signed:

    distillable evidence verify FOLDER --key public.pem

With \`--data FILE\`, it also checks that a file is one of those that were audited, or that the audit wrote.

What you fill in, fill in in a copy: it changes the digests.
`;

const unsigned = `The folder is not signed: \`distillable audit --evidence FOLDER --sign KEY\` does that.
`;
