import { type SarifFinding, type SarifLog, sarifLog } from '../sarif-log.js';
import type { CodeAuditReport, CodeFinding } from './report.js';
import { codeRules } from './rules.js';

/**
 * The findings for code hosts. What a comment suppresses is left out and only counted: GitHub shows results with
 * `suppressions` like all others.
 *
 * @see https://github.com/github/codeql-action/issues/1230 (read 2026-11-24)
 */
export function toCodeSarif({ occurrences, version, catalog, totals }: CodeAuditReport): SarifLog {
  const { digest, retrievedAt, source, sample } = catalog;
  return sarifLog(occurrences.flatMap(toFinding), {
    version,
    rules: codeRules,
    properties: { catalog: { digest, retrievedAt, source, sample }, totals },
  });
}

function toFinding(occurrence: CodeFinding): readonly SarifFinding[] {
  const { file, line, column, endColumn, model, rule, code, message, alternatives, suppressed } = occurrence;
  if (rule === null || suppressed !== null) return [];
  return [
    {
      rule,
      message: withAlternatives(message, alternatives),
      place: { file, line, column, endColumn },
      identity: model ?? '',
      properties: { model, code, alternatives },
    },
  ];
}

/** What it is, and what to use instead. */
function withAlternatives(message: string, alternatives: readonly string[]): string {
  return alternatives.length === 0 ? message : `${message} Instead: ${alternatives.join(', ')}`;
}
