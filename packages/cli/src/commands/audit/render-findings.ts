import { type AuditReport, type CodeAuditReport, toFindings, toSarif } from '@distillable/audit';
import { createAnnotations } from '../../terminal/annotations.js';
import { toSafeJson } from '../../terminal/text.js';

/** SARIF, for code scanning. */
export function renderSarif(report: AuditReport | CodeAuditReport): string {
  return `${toSafeJson(toSarif(report), 2)}\n`;
}

/** Annotations, for GitHub without code scanning. */
export function renderAnnotations(report: AuditReport | CodeAuditReport): string {
  const { line, summary } = createAnnotations();
  return toFindings(report).map(line).join('') + summary();
}
