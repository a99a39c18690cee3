import { toAuditSarif } from './audit-sarif.js';
import type { CodeAuditReport } from './code/report.js';
import { toCodeSarif } from './code/sarif.js';
import type { AuditReport } from './report.js';
import type { SarifLog } from './sarif-log.js';

/**
 * Writes what an audit found as SARIF 2.1.0, for code hosts: of rows, a result for each model that is not distillable, at
 * its first row, and for each corrupt row and ledger finding; of code, a result for each finding that no comment
 * suppresses.
 */
export function toSarif(report: AuditReport | CodeAuditReport): SarifLog {
  return 'occurrences' in report ? toCodeSarif(report) : toAuditSarif(report);
}
