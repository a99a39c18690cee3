import {
  type AuditReport,
  type CodeAuditReport,
  countOf,
  describeBasis,
  describeDeclarations,
  formatCount,
  toFindings,
  toSarif,
} from '@distillable/audit';
import { openOutputPipe, writeOutput } from '../../output.js';
import type { Session } from '../../session.js';
import { createAnnotations } from '../../terminal/annotations.js';
import { noColours } from '../../terminal/style.js';
import { renderMarkdown } from '../../terminal/table.js';
import { toPlainText, toSafeJson } from '../../terminal/text.js';
import type { AuditFlags } from './flags.js';
import { auditTable, listsOf, maxModels, summaryOf } from './render.js';

/**
 * Prints a report in the form that the flags ask for, and writes the file of `--sarif-file`.
 *
 * @param renderText for people, where they ask for no form for programs
 * @throws CommandError `OUTPUT_UNWRITABLE`
 */
export async function printReport(
  { io, settings }: Session,
  report: AuditReport | CodeAuditReport,
  { sarif, sarifFile, format }: AuditFlags,
  renderText: () => string,
): Promise<void> {
  const render = (): string => {
    if (settings.json) return `${toSafeJson(report, 2)}\n`;
    if (sarif === true) return renderSarif(report);
    return format === 'github' ? renderAnnotations(report) : renderText();
  };
  if (sarifFile !== undefined) await writeOutput(sarifFile, renderSarif(report));
  await openOutputPipe(io.stdout).write(render());
}

/** SARIF, for code scanning. */
function renderSarif(report: AuditReport | CodeAuditReport): string {
  return `${toSafeJson(toSarif(report), 2)}\n`;
}

/** Annotations, for GitHub without code scanning. */
function renderAnnotations(report: AuditReport | CodeAuditReport): string {
  const { line, summary } = createAnnotations();
  return toFindings(report).map(line).join('') + summary();
}

/** A report in GitHub's Markdown. */
export function renderAuditMarkdown(report: AuditReport): string {
  const { content, more } = auditTable(report);
  const { catalogs, caveat, declarations, files, unread } = report;
  const { corrupt, differences, outside, ledger, terms } = listsOf(report);
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? '' : `${lines.map((line) => `- ${escapeText(line)}\n`).join('')}\n`;
  return [
    '## Audit of distillation data\n\n',
    `${escapeText(summaryOf(report, noColours))}\n\n`,
    content.rows.length === 0 ? '' : `${renderMarkdown(content)}\n`,
    more > 0 ? `… and ${countOf(more, 'more model')}\n\n` : '',
    ...[corrupt, differences, outside].map(list),
    list(describeDeclarations(declarations).map(({ text, flag }) => `declared: ${text} (${flag})`)),
    ...[ledger, terms].map(list),
    catalogs.length === 0 ? '' : `### Catalogs\n\n${list(catalogs.map(describeCatalog))}`,
    `### How it was judged\n\n${list(describeBasis(report).map(({ label, text }) => `${label}: ${text}`))}`,
    `### Files\n\n${list([...files.slice(0, maxModels).map(describeFile), ...unread.map(({ message }) => message)])}`,
    `${escapeText(caveat)}\n`,
  ].join('');
}

function describeFile({ file, rows, bytes, sha256 }: AuditReport['files'][number]): string {
  const size = bytes === null ? [] : [`${formatCount(bytes)} bytes`];
  const digest = sha256 === null ? [] : [`sha256:${sha256}`];
  return [`${file === '-' ? 'stdin' : file}: ${countOf(rows, 'row')}`, ...size, ...digest].join(', ');
}

function describeCatalog({
  digest,
  retrievedAt,
  url,
  sample,
  rows,
}: AuditReport['catalogs'][number]): string {
  const facts = `${digest} of ${retrievedAt} from ${url}: ${countOf(rows, 'row')}`;
  return sample === null ? facts : `${facts}. SAMPLE: ${sample}`;
}

function escapeText(text: string): string {
  return toPlainText(text)
    .replaceAll(/[\\`*_[\]]/g, '\\$&')
    .replaceAll('<', '&lt;');
}
