import { type SarifFinding, type SarifLog, type SarifRule, sarifLog } from '../sarif-log.js';
import type { CodeAuditReport, CodeFinding } from './audit-code.js';
import type { CodeRule } from './scan.js';

const instead =
  'Name a distillable model instead: `distillable list` shows them, `distillable explain SLUG` says why.';
const ignore =
  'If it is intended, say so in a comment on the line or the one before: distillable-ignore: reason.';

/** A kind of finding. */
export interface DescribedRule extends SarifRule {
  readonly id: CodeRule;
}

/** Every kind of finding, worst first. */
export const codeRules: readonly DescribedRule[] = [
  {
    id: 'not-distillable',
    level: 'error',
    summary: 'The model is not marked as distillable: its text may not be used to train other models.',
    help: `${instead} ${ignore}`,
  },
  {
    id: 'denied',
    level: 'error',
    summary: "The model is distillable, but the project's policy does not allow it.",
    help: `Name another model, or change the policy in distillable.config.json. ${ignore}`,
  },
  {
    id: 'dynamic',
    level: 'error',
    summary: 'The server would pick the model: a router, or a preset that is not known here.',
    help: `${instead} ${ignore}`,
  },
  {
    id: 'unknown',
    level: 'error',
    summary: 'The name given for a model is not in the catalog.',
    help: `Check the spelling. ${ignore}`,
  },
  {
    id: 'not-enforced',
    level: 'error',
    summary: 'The request switches off the enforcement of distillable text.',
    help: `Set enforce_distillable_text to true. ${ignore}`,
  },
  {
    id: 'unlisted',
    level: 'warning',
    summary: 'A text reads like a model of a known author, but is not in the catalog.',
    help: `Check the spelling; paths and repositories can read alike. ${ignore}`,
  },
];

/**
 * The findings for code hosts. What a comment suppresses is left out and only counted: GitHub shows results with
 * `suppressions` like all others.
 *
 * @see https://github.com/github/codeql-action/issues/1230 (read 2026-11-24)
 */
export function toCodeSarif(report: CodeAuditReport): SarifLog {
  const { catalog, totals } = report;
  const { digest, retrievedAt, source, sample } = catalog;
  return sarifLog(codeFindings(report), {
    version: report.version,
    rules: codeRules,
    properties: { catalog: { digest, retrievedAt, source, sample }, totals },
  });
}

/** The findings that no comment suppresses. */
export function codeFindings({ occurrences }: CodeAuditReport): readonly SarifFinding[] {
  return occurrences.flatMap(toFinding);
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

/** The finding, and what to use instead. */
function withAlternatives(message: string, alternatives: readonly string[]): string {
  return alternatives.length === 0 ? message : `${message} Instead: ${alternatives.join(', ')}`;
}
