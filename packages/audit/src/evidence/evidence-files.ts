import type { CatalogSnapshot, TermsTable } from '@distillable/catalog';
import { renderHtmlReport } from '../html/page.js';
import type { AuditReport } from '../report.js';
import { toCalifornia } from './california.js';
import { toCroissant } from './croissant.js';
import { toCycloneDx } from './cyclonedx.js';
import { toDatasetCard } from './dataset-card.js';
import { toEuSummary } from './eu-summary.js';
import { evidenceFacts } from './facts.js';
import { digestOf, type FolderFile } from './folder.js';
import { termsFile, toReadme } from './readme.js';
import { toSpdx } from './spdx.js';

/** All files of the folder but the statement: each format from the same facts. */
export function evidenceFiles(
  report: AuditReport,
  snapshots: readonly CatalogSnapshot[],
  terms: TermsTable,
  isSigned: boolean,
): readonly FolderFile[] {
  const audit = { path: 'audit.json', content: toText(report) };
  const facts = evidenceFacts(report, audit.content);
  const extras = [
    ...(terms.digest === report.terms.table.digest ? [{ path: termsFile, content: toText(terms) }] : []),
    ...catalogFiles(report, snapshots),
  ];
  return [
    {
      path: 'README.md',
      content: toReadme(facts, extras, isSigned),
    },
    { path: 'report.html', content: renderHtmlReport(report) },
    audit,
    { path: 'croissant.json', content: toText(toCroissant(facts)) },
    { path: 'dataset.spdx.json', content: toText(toSpdx(facts, digestOf(audit))) },
    { path: 'dataset.cdx.json', content: toText(toCycloneDx(facts)) },
    { path: 'eu-training-data-summary.md', content: toEuSummary(facts) },
    { path: 'california-ab-2013.md', content: toCalifornia(facts) },
    { path: 'dataset-card.md', content: toDatasetCard(facts) },
    ...extras,
  ];
}

/** The snapshots that judged rows; lists with the same digest judge alike. */
function catalogFiles(
  { catalogs }: AuditReport,
  snapshots: readonly CatalogSnapshot[],
): readonly FolderFile[] {
  return catalogs.flatMap(({ digest }) => {
    const snapshot = snapshots.findLast((each) => each.digest === digest);
    return snapshot === undefined
      ? []
      : [{ path: `catalogs/${digest.replace(':', '-')}.json`, content: toText(snapshot) }];
  });
}

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
